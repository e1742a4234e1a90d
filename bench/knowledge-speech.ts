/** The measured questions, spoken by fine voices and heard by the local transcriber: how many the demo agent answers rightly. */
import { spawn } from "node:child_process";

/** Runs `bench/knowledge/make-audio.ts`, which also prints the score. */
export async function run(): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/knowledge/make-audio.ts"], { stdio: "inherit" });
  const code = await new Promise<number | null>((resolve) => { child.once("exit", resolve); });
  if (code !== 0) throw new Error(`The spoken run ended with ${code}.`);
}

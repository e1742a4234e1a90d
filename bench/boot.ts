/** P15: from the start of the process to listening, and to the first sound of an agent; and the second `npm run up`. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startServer } from "@/lib/testing/running-server";
import { connectCaller, Refused, type Caller } from "./caller";
import { report } from "./figure";
import type { BenchOptions } from "./options";
import { isBuilt } from "../bin/build.mjs";

export async function run(options: BenchOptions): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "parley-boot-"));
  try {
    // The first start makes the database and reads the models into the page cache.
    const first = await startServer({ dataDirectory });
    const { key } = await first.member();
    report({ id: "P15", name: "process start to listening, a new data directory", unit: "ms", values: [first.readyMs] });
    await first.stop();
    const listening: number[] = [], speaking: number[] = [], ups: number[] = [];
    for (let round = 0; round < (options.turns ?? 3); round += 1) {
      const begunMs = performance.now();
      const server = await startServer({ dataDirectory });
      listening.push(server.readyMs);
      const caller = await persist(() => connectCaller(`${server.realtimeUrl}?model=agent:demo`, key));
      const sound = await caller.wait(({ type }) => type === "response.output_audio.delta", 30_000);
      if (sound) speaking.push(sound.atMs - begunMs);
      await caller.close();
      await server.stop();
      ups.push(await up(dataDirectory));
    }
    report({ id: "P15", name: "process start to listening", unit: "ms", goal: "≤ 1,500", values: listening });
    report({ id: "P15", name: "process start to the greeting's first audio", unit: "ms", goal: "≤ 3,000", values: speaking });
    report({ id: "P15", name: "second npm run up to its address", unit: "ms", goal: "≤ 5,000", values: ups, built: isBuilt() });
  } finally { rmSync(dataDirectory, { recursive: true, force: true }); }
}

/** Models that are still being loaded may refuse the very first call. */
async function persist(connect: () => Promise<Caller>): Promise<Caller> {
  for (;;) {
    try { return await connect(); } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Where the sources changed since the build, what was built is started as it is, so that no build is timed. */
async function up(dataDirectory: string): Promise<number> {
  const port = await freePort();
  const begunMs = performance.now();
  const child = spawn("npm", ["run", "--silent", isBuilt() ? "up" : "start", "--", "--port", String(port), "--data", dataDirectory], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  const ended = new Promise<void>((resolve) => { child.once("exit", () => resolve()); });
  await new Promise<void>((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (bytes: Buffer) => { output += bytes.toString(); if (output.includes(`:${port}`)) resolve(); });
    child.once("exit", (code) => reject(new Error(`npm run up ended with ${code}:\n${output}`)));
  });
  const readyMs = performance.now() - begunMs;
  // As Ctrl-C does: to npm and to everything it started.
  if (child.pid) process.kill(-child.pid, "SIGINT");
  await ended;
  return readyMs;
}

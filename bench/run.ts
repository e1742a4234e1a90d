/** `npm run bench [name …]`: runs benchmarks and prints one JSON line per figure. Without a name it lists them. */
import { parseOptions } from "../bin/options.mjs";
import type { BenchOptions } from "./options";

const benchmarks: Record<string, () => Promise<{ run(options: BenchOptions): Promise<void> }>> = {
  engine: () => import("./engine"),
  latency: () => import("./latency"),
  barge: () => import("./barge"),
  echo: () => import("./echo"),
  sessions: () => import("./sessions"),
  jitter: () => import("./jitter"),
  boot: () => import("./boot"),
  speech: () => import("./speech"),
  browser: () => import("./browser"),
  "local-speech": () => import("./local-speech"),
  wer: () => import("./wer"),
  "knowledge-speech": () => import("./knowledge-speech"),
  accounts: () => import("./accounts"),
  logins: () => import("./logins"),
  api: () => import("./api"),
  limits: () => import("./limits"),
  privacy: () => import("./privacy"),
  hostile: () => import("./hostile"),
  "sdk-size": () => import("./sdk-size"),
  peer: () => import("./peer"),
};
const options = parseOptions(process.argv.slice(2), { audio: "text", turns: "number", sessions: "text", seconds: "number", peer: "text" }, "bench/README.md");
const wanted: string[] = options._;

const unknown = wanted.find((name) => !Object.hasOwn(benchmarks, name));
if (wanted.length === 0 || unknown) {
  console.error(`${unknown ? `There is no benchmark "${unknown}". ` : ""}Choose from: ${Object.keys(benchmarks).join(", ")}. What each measures is in bench/README.md.`);
  process.exit(2);
}
const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const number = (value: unknown) => (typeof value === "number" ? value : undefined);
for (const name of wanted) {
  const benchmark = await benchmarks[name]?.();
  await benchmark?.run({ audio: text(options.audio), turns: number(options.turns), sessions: text(options.sessions), seconds: number(options.seconds), peer: text(options.peer) });
}
process.exit(0);

/** Speaks the worker's protocol without a model: echoes the prompt word by word; some prompts make it misbehave. */
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const cancelled = new Set();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
process.stdin.on("end", () => process.exit(0));

const kind = readFileSync(process.argv[2], "latin1").slice(4).trim();
if (kind === "broken") { say({ fatal: "cannot-load" }); process.exit(1); }
if (kind === "bare") { say({ fatal: "not-installed" }); process.exit(1); }
say({ ready: true });
process.stdout.write("some library chatter that is not JSON\n");

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, cancel, prompt, system, turns } = JSON.parse(line);
  if (cancel) return cancelled.add(cancel);
  if (prompt === "die") process.exit(3);
  if (prompt === "hang") return;
  if (prompt === "fail") return say({ id, failed: true });
  const text = prompt === "silence" ? "" : prompt === "show" ? JSON.stringify({ system, turns, pid: process.pid, env: Object.keys(process.env) }) : `You said: ${prompt}`;
  for (const word of text.split(/(?<= )/)) {
    if (cancelled.has(id)) return;
    say({ id, text: word });
    await pause(1);
  }
  if (prompt === "forever") while (!cancelled.has(id)) { say({ id, text: "on " }); await pause(5); }
  say({ id, done: { inputTokens: 5, outputTokens: text.split(" ").length } });
});

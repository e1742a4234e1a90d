/** Runs one GGUF model in a process of its own: JSON lines in, JSON lines out, one request at a time. Copied beside `node-llama-cpp` by `models add`. */
import { createInterface } from "node:readline";
import { getLlama, LlamaChatSession, LlamaLogLevel } from "node-llama-cpp";

const [modelPath, contextTokens = "4096"] = process.argv.slice(2);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const cancelled = new Map();
let queue = Promise.resolve();

process.stdin.on("end", () => process.exit(0));

try {
  const llama = await getLlama({ build: "never", gpu: false, skipDownload: true, maxThreads: 1, logLevel: LlamaLogLevel.disabled });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: { max: Number(contextTokens) }, threads: 1, sequences: 1 });
  const sequence = context.getSequence();
  say({ ready: true });
  createInterface({ input: process.stdin }).on("line", (line) => {
    const message = JSON.parse(line);
    if (message.cancel) return cancelled.get(message.cancel)?.abort();
    const abort = new AbortController();
    cancelled.set(message.id, abort);
    queue = queue.then(() => answer(model, sequence, message, abort.signal)).catch(() => say({ id: message.id, failed: true })).finally(() => cancelled.delete(message.id));
  });
} catch (error) {
  say({ fatal: error?.code === "ERR_MODULE_NOT_FOUND" ? "not-installed" : "cannot-load" });
  process.exitCode = 1;
  process.stdin.destroy();
}

async function answer(model, sequence, { id, system, turns, prompt, maxTokens, temperature }, signal) {
  if (signal.aborted) return say({ id, done: { inputTokens: 0, outputTokens: 0 } });
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system, autoDisposeSequence: false });
  try {
    session.setChatHistory([
      ...(system ? [{ type: "system", text: system }] : []),
      ...turns.map(({ role, text }) => (role === "user" ? { type: "user", text } : { type: "model", response: [text] })),
    ]);
    const before = sequence.tokenMeter.getState();
    await session.prompt(prompt, { maxTokens, temperature, signal, stopOnAbortSignal: true, onTextChunk: (text) => say({ id, text }) });
    const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter.diff(before);
    say({ id, done: { inputTokens: usedInputTokens, outputTokens: usedOutputTokens } });
  } finally {
    session.dispose({ disposeSequence: false });
  }
}

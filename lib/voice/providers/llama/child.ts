/** The process that holds one GGUF model: started at the first request, shared by all, ended when idle. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { ProviderError } from "@/lib/voice/ports";

export interface LlamaQuestion { system: string; turns: { role: "user" | "assistant"; text: string }[]; prompt: string; maxTokens: number; temperature: number }
export type LlamaPiece = { text: string } | { done: { inputTokens: number; outputTokens: number } };

export interface LlamaChild {
  /** Pieces of one answer; `onPiece` is called until `done`, `onFault` at most once. The answer of this function gives the question up. */
  ask(question: LlamaQuestion, onPiece: (piece: LlamaPiece) => void, onFault: (fault: ProviderError) => void): () => void;
  /** Ends the process; the next question starts a new one. */
  stop(): void;
  running(): boolean;
}

export interface LlamaChildOptions {
  /** The worker script and the model, as `models add` laid them down. */
  workerFile: string;
  modelFile: string;
  /** A model that nobody asked for this long is unloaded. */
  idleMs: number;
  /** Runs `task` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

/** More than this waiting for one thread would wait past any caller's patience. */
const mostQuestions = 4;
const provider = "llama";

const line = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ fatal: z.string() }),
  z.object({ id: z.string(), text: z.string() }),
  z.object({ id: z.string(), done: z.object({ inputTokens: z.number(), outputTokens: z.number() }) }),
  z.object({ id: z.string(), failed: z.literal(true) }),
]);

interface Waiting { onPiece(piece: LlamaPiece): void; onFault(fault: ProviderError): void }

export function createLlamaChild(options: LlamaChildOptions): LlamaChild {
  const waiting = new Map<string, Waiting>();
  let child: ReturnType<typeof start> | null = null;
  let cancelIdle: () => void = () => undefined;
  let count = 0;

  const failAll = (fault: ProviderError) => {
    const all = [...waiting.values()];
    waiting.clear();
    for (const each of all) each.onFault(fault);
  };
  const stop = () => { cancelIdle(); child?.kill("SIGKILL"); child = null; failAll(unavailable("the model's process was ended")); };
  const settle = (id: string) => {
    waiting.delete(id);
    cancelIdle();
    if (waiting.size === 0) cancelIdle = options.after(options.idleMs, stop);
  };

  const start = () => {
    const started = spawn(process.execPath, [options.workerFile, options.modelFile], { stdio: ["pipe", "pipe", "ignore"], env: { NODE_ENV: "production" } });
    started.stdin.on("error", () => undefined);
    started.on("error", () => { if (child === started) { child = null; failAll(unavailable("the model's process cannot be started")); } });
    started.on("exit", () => { if (child === started) { child = null; failAll(unavailable("the model's process ended")); } });
    createInterface({ input: started.stdout }).on("line", (text) => { if (child === started) read(text); });
    return started;
  };

  const read = (text: string) => {
    const said = line.safeParse(parse(text)).data;
    if (!said || "ready" in said) return;
    if ("fatal" in said) return failAll(new ProviderError(provider, "unavailable", { retryable: false, cause: new Error(said.fatal === "not-installed" ? notInstalled : "the model file cannot be loaded") }));
    const asker = waiting.get(said.id);
    if (!asker) return;
    if ("text" in said) return asker.onPiece({ text: said.text });
    settle(said.id);
    if ("done" in said) asker.onPiece({ done: said.done });
    else asker.onFault(new ProviderError(provider, "malformed", { cause: new Error("the model could not answer") }));
  };

  return {
    ask(question, onPiece, onFault) {
      if (waiting.size >= mostQuestions) { onFault(new ProviderError(provider, "overloaded")); return () => undefined; }
      cancelIdle();
      child ??= start();
      const id = `q${++count}`;
      waiting.set(id, { onPiece, onFault });
      child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
      return () => {
        if (!waiting.has(id)) return;
        settle(id);
        child?.stdin.write(`${JSON.stringify({ cancel: id })}\n`);
      };
    },
    stop,
    running: () => child !== null,
  };
}

export const notInstalled = "node-llama-cpp is not installed here; run `npm run parley -- models add smollm2`";

const unavailable = (reason: string) => new ProviderError(provider, "unavailable", { cause: new Error(reason) });

function parse(text: string): unknown {
  try { return JSON.parse(text); } catch { return null; }
}

/** Replies from a GGUF model on this machine: to try a prompt offline. Small models invent facts; they are not a source of them. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { ProviderError, type LanguageModel, type ReplyPart, type ReplyRequest } from "@/lib/voice/ports";
import { splitSystem } from "@/lib/voice/system-prompt";
import { createLlamaChild, notInstalled, type LlamaChild, type LlamaPiece, type LlamaQuestion } from "./child";

export interface LlamaSettings {
  /** Where `models add` put `worker.mjs`, `node_modules` and the `.gguf` files. */
  directory: string;
  /** File name without `.gguf`. */
  model: string;
  /** Longest wait for the first token; loading the model is part of it. */
  firstTokenMs?: number;
  /** Longest wait between two tokens. */
  timeoutMs?: number;
  idleMs?: number;
  after?(delayMs: number, task: () => void): () => void;
}

/** Room for the conversation in 4,096 tokens of context. */
const maxKnowledgeCharacters = 4_000;
const maxHistoryCharacters = 4_000;
const defaultMaxTokens = 200;
const mostTokens = 512;
const provider = "llama";

export function createLlamaModel(settings: LlamaSettings): LanguageModel & { stop(): void } {
  const workerFile = join(settings.directory, "worker.mjs");
  const modelFile = join(settings.directory, `${settings.model}.gguf`);
  const child = createLlamaChild({ workerFile, modelFile, idleMs: settings.idleMs ?? 300_000, after: settings.after ?? afterUnheld });
  return {
    id: `${provider}:${settings.model}`,
    capabilities: { tools: false, followsPrompt: true, usesKnowledge: true },
    stop: child.stop,
    async *reply(request, signal) {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      await requireFiles(settings.model, workerFile, modelFile);
      yield* answer(child, questionOf(request), settings, signal);
    },
  };
}

async function requireFiles(model: string, workerFile: string, modelFile: string): Promise<void> {
  const missing = (reason: string) => new ProviderError(provider, "refused", { cause: new Error(reason) });
  if (!/^[\w.-]{1,100}$/.test(model) || model.startsWith(".")) throw missing("no such model");
  await access(workerFile).catch(() => { throw missing(notInstalled); });
  await access(modelFile).catch(() => { throw missing(`the model ${model} is not here; run \`npm run parley -- models add FILE.gguf\``); });
}

/** Pieces wait here for the reader; their number is bounded by `maxTokens`. */
async function* answer(child: LlamaChild, question: LlamaQuestion, settings: LlamaSettings, signal: AbortSignal): AsyncGenerator<ReplyPart> {
  const arrived: LlamaPiece[] = [];
  let fault: ProviderError | null = null;
  let wake: () => void = () => undefined;
  const after = settings.after ?? afterUnheld;
  const giveUp = child.ask(question, (piece) => { arrived.push(piece); wake(); }, (error) => { fault = error; wake(); });
  const onAbort = () => { giveUp(); wake(); };
  signal.addEventListener("abort", onAbort, { once: true });
  let spoke = false;
  try {
    for (;;) {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      const piece = arrived.shift();
      if (!piece) {
        if (fault) throw fault;
        await arrival((woken) => { wake = woken; }, after, spoke ? settings.timeoutMs ?? 8_000 : settings.firstTokenMs ?? 20_000);
        continue;
      }
      if ("text" in piece) {
        spoke ||= piece.text.trim() !== "";
        if (piece.text !== "") yield { type: "text-delta", text: piece.text };
        continue;
      }
      if (!spoke) throw new ProviderError(provider, "malformed", { cause: new Error("the answer is empty") });
      yield { type: "usage", ...piece.done };
      return;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    giveUp();
  }
}

async function arrival(onWake: (woken: () => void) => void, after: (delayMs: number, task: () => void) => () => void, longestMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = after(longestMs, () => reject(new ProviderError(provider, "timeout")));
  onWake(resolve);
  try { await promise; } finally { cancel(); }
}

/** The newest turns that fit. Tool results have no role here: this model calls no tools. */
function questionOf(request: ReplyRequest): LlamaQuestion {
  const { system, rest } = splitSystem(request, maxKnowledgeCharacters);
  const said = rest.flatMap((message) => (message.role === "user" || message.role === "assistant" ? [{ role: message.role, text: message.text }] : []));
  const last = said.at(-1)?.role === "user" ? said.pop() : undefined;
  let characters = 0;
  const turns = said.reverse().filter(({ text }) => (characters += text.length) <= maxHistoryCharacters).reverse();
  return { system, turns, prompt: last?.text ?? "Go on.", maxTokens: Math.min(request.maxTokens ?? defaultMaxTokens, mostTokens), temperature: request.temperature ?? 0.3 };
}

function afterUnheld(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}

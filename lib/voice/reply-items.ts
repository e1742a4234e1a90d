/** Language model in, clauses and tool calls out: the thinking half of a reply, in at most five rounds of tools. */
import type { CallTool } from "./call";
import { createClauser } from "./clauses";
import type { Withheld } from "./guard";
import { ownOutputs } from "./own-outputs";
import type { DueAt } from "./patience";
import { ProviderError, type Message, type ReplyPart, type ReplyRequest, type ToolCall } from "./ports";
import { ownTool, runTool, textArgument } from "./reply-tools";
import type { Session } from "./session";
import { unlessAborted, wait } from "./streams";
import { createTextGuard } from "./text-guard";

export type ReplyItem =
  | { type: "clause"; text: string; authored: boolean }
  | { type: "tool-call"; call: ToolCall; executor: "server" | "client" }
  | { type: "tool-result"; callId: string; name: string; output: string; elapsedMs: number; failed: boolean }
  | { type: "effect"; effect: "end-call" | "slower" | "repeat" | "goodbye" }
  | { type: "handover"; message: string }
  | { type: "withheld"; reason: Withheld };

export interface ReplySource {
  session: Session;
  /** Settles before the first round: what was heard may still be on its way into the memory. */
  request(): Promise<ReplyRequest>;
  tools: CallTool[];
  /** Settles when the reply is no longer speculative; no tool runs before. */
  released: Promise<void>;
  marks: ReplyMarks;
  /** Until when the model is waited for. */
  dueAtMs: DueAt;
  /** When everything said so far will have been heard; null while some of it is still being made. */
  quietFromMs(): number | null;
}

/** Instants of the making of a reply, on the call's clock; null until they happen. */
export interface ReplyMarks {
  startedAtMs: number; firstTokenAtMs: number | null; firstClauseAtMs: number | null; firstAudioAtMs: number | null;
  model: string; speaker: string; inputTokens: number; outputTokens: number; usageKnown: boolean;
}

const mostRounds = 5;
/** Calls in one answer; more is no plan. */
const mostCalls = 32;
/** Runs of the server's tools in one reply, over all its rounds. */
const mostRuns = 10;
const defaultFillerAfterMs = 1_000;
/** How often it is looked whether the caller hears nothing. */
const lookMs = 100;

interface Progress { spoke: boolean; filled: boolean; runs: number; last: string; withheld: boolean }

export async function* replyItems(source: ReplySource, signal: AbortSignal): AsyncGenerator<ReplyItem, void, undefined> {
  const first = await source.request();
  const messages: Message[] = [...first.messages];
  const progress: Progress = { spoke: false, filled: false, runs: 0, last: "", withheld: false };
  for (let round = 0; round < mostRounds; round += 1) {
    const isLast = round === mostRounds - 1;
    const request: ReplyRequest = { ...first, messages, ...isLast && { toolChoice: "none" }, ...round > 0 && !isLast && first.toolChoice !== "none" && { toolChoice: "auto" } };
    const calls: ToolCall[] = [];
    let said = "";
    for await (const item of oneRound(source, request, calls, progress, signal)) {
      if (item.type === "clause") { said += item.text; progress.last = item.text; progress.spoke ||= item.text.trim() !== ""; }
      yield item;
    }
    if (calls.length === 0 || isLast || progress.withheld) return;
    await unlessAborted(source.released, signal);
    if (signal.aborted) return;
    messages.push({ role: "assistant", text: said, toolCalls: calls });
    const goesOn: boolean = yield* runCalls(source, request, calls, messages, progress, signal);
    if (!goesOn) return;
  }
}

/** One answer of the model as clauses; its tool calls are put into `calls`. */
async function* oneRound(source: ReplySource, request: ReplyRequest, calls: ToolCall[], progress: Progress, signal: AbortSignal): AsyncGenerator<ReplyItem, void, undefined> {
  const { session, marks } = source;
  const watch = session.guard.watch(request);
  const clauser = createClauser();
  const guard = createTextGuard(() => marks.model);
  let authored = true;
  const clauses = function* (texts: string[]): Generator<ReplyItem> {
    for (const text of texts) {
      guard.watch(text);
      marks.firstClauseAtMs ??= session.clock.nowMs();
      yield { type: "clause", text, authored };
    }
  };
  const withhold = function* (reason: Withheld): Generator<ReplyItem> {
    progress.withheld = true;
    yield { type: "withheld", reason };
    yield { type: "clause", text: spaced(progress, session.phrases.withheld), authored: true };
  };
  try {
    for await (const part of session.model.reply(session.guard.prompt(request), source.dueAtMs, signal)) {
      marks.model = part.provider;
      if (part.type === "text-delta") {
        if (part.text.trim() !== "") marks.firstTokenAtMs ??= session.clock.nowMs();
        authored &&= part.authored === true;
        yield* clauses(clauser.push(watch.push(guard.clean(part.text), part.authored)));
        if (watch.leak) { yield* withhold(watch.leak); return; }
        if (guard.full) break;
      } else if (part.type === "tool-call") {
        marks.firstTokenAtMs ??= session.clock.nowMs();
        if (calls.length >= mostCalls) throw new ProviderError(part.provider, "malformed");
        const reason = session.guard.leakIn(part.call, request);
        if (reason) { yield* withhold(reason); return; }
        calls.push(part.call);
      } else yield* aside(part, marks);
    }
  } catch (error) {
    yield* clauses([...clauser.push(watch.end()), ...clauser.end()]); // what there is, is said before the apology
    throw error;
  }
  const rest = watch.end();
  if (watch.leak) { yield* withhold(watch.leak); return; }
  yield* clauses([...clauser.push(rest), ...clauser.end()]);
}

function* aside(part: Extract<ReplyPart, { type: "intent" | "usage" }>, marks: ReplyMarks): Generator<ReplyItem> {
  if (part.type === "intent") { yield { type: "effect", effect: part.intent }; return; }
  marks.inputTokens += part.inputTokens;
  marks.outputTokens += part.outputTokens;
  marks.usageKnown = true;
}

/** Runs what the server runs; true where the model must see results and speak again. */
async function* runCalls(source: ReplySource, request: ReplyRequest, calls: ToolCall[], messages: Message[], progress: Progress, signal: AbortSignal): AsyncGenerator<ReplyItem, boolean, undefined> {
  const { session } = source;
  let goesOn = false;
  let waitsForClient = false;
  for (const call of calls) {
    const refused = !request.tools.some(({ name }) => name === call.name);
    if (refused) yield { type: "withheld", reason: "tool" };
    const own = refused ? null : ownTool(session, source.tools, call.name);
    const tool = refused ? undefined : source.tools.find((candidate) => candidate.name === call.name);
    const executor = !own && tool && tool.run === null ? "client" : "server";
    yield { type: "tool-call", call, executor };
    if (executor === "client") { waitsForClient = true; continue; }
    if (own) { yield* runOwn(session, own, call, progress); continue; }
    progress.runs += 1;
    const running = progress.runs > mostRuns ? Promise.resolve(refusedRun) : runTool(session, tool, call, signal);
    const filler = tool?.filler ?? session.phrases.oneMoment;
    if (!progress.filled && filler.trim() !== "" && await keepsWaiting(source, running, tool?.fillerAfterMs ?? defaultFillerAfterMs, signal)) {
      progress.filled = true;
      yield { type: "clause", text: `${spaced(progress, filler)} `, authored: true };
    }
    const result = await running;
    if (signal.aborted) return false;
    yield { type: "tool-result", callId: call.callId, name: call.name, ...result };
    messages.push({ role: "tool", callId: call.callId, name: call.name, output: result.output });
    goesOn = true;
  }
  return goesOn && !waitsForClient;
}

/** What is said by the engine after what the model said. */
const spaced = ({ spoke, last }: Progress, text: string): string => `${spoke && !/\s$/.test(last) ? " " : ""}${text}`;

const refusedRun = { output: ownOutputs.tooMany, elapsedMs: 0, failed: true };

/** True once the caller has heard nothing for `afterMs` while the tool runs; false when it is done before. */
async function keepsWaiting({ session, quietFromMs }: ReplySource, running: Promise<unknown>, afterMs: number, signal: AbortSignal): Promise<boolean> {
  const startedMs = session.clock.nowMs();
  const state = { done: false };
  const ended = running.then(() => { state.done = true; });
  for (;;) {
    const quietMs = quietFromMs();
    const restMs = quietMs === null ? lookMs : Math.max(startedMs, quietMs) + afterMs - session.clock.nowMs();
    if (restMs <= 0) return true;
    await Promise.race([ended, wait(session.clock, quietMs === null || restMs < lookMs ? restMs : lookMs, signal)]);
    if (state.done || signal.aborted) return false;
  }
}

function* runOwn(session: Session, own: "end_call" | "hand_over", call: ToolCall, progress: { spoke: boolean }): Generator<ReplyItem> {
  const result = (output: string): ReplyItem => ({ type: "tool-result", callId: call.callId, name: call.name, output, elapsedMs: 0, failed: false });
  if (own === "hand_over") {
    yield { type: "handover", message: textArgument(call, "message") };
    yield result(ownOutputs.left);
    if (!progress.spoke) yield { type: "clause", text: session.phrases.handedOver, authored: true };
  } else {
    const goodbye = textArgument(call, "goodbye").trim() || session.phrases.goodbye;
    if (!progress.spoke) yield { type: "clause", text: goodbye, authored: false };
    yield result(ownOutputs.ends);
    yield { type: "effect", effect: "end-call" };
  }
  progress.spoke = true;
}

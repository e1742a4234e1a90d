import { z } from "zod";
import { getCallableAgent } from "@/lib/agents/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { singleton } from "@/lib/platform/singleton";
import type { HistoryItem } from "@/lib/voice/call";
import { isProviderError } from "@/lib/voice/ports";
import { callAgentOf } from "@/lib/voices/call-agent";
import { voiceRuntime } from "@/lib/voices/runtime";
import { heardFrom } from "@/lib/voices/uploaded";
import { maxTurnAudioBytes, turnAudioTypes, turnInput, type ConversationInput } from "./contract";
import { historyOf, openCall, openConversation } from "./gateway";
import type { ConversationSummary } from "./schema";
import * as store from "./store";
import { streamTurn } from "./turn-stream";

/** A conversation over HTTP that nothing was said in for so long has ended. */
export const quietMs = 30 * 60_000;
/** The engine keeps two minutes of one turn. */
const longestAudioS = 110;
const mostRemembered = 1_000;

interface Remembered { history: readonly HistoryItem[]; busy: boolean }
/** What was said, for conversations whose text is not kept; lost with the process, as it should be. */
const memories = (): Map<string, Remembered> => singleton("http-conversations", () => new Map<string, Remembered>());

export async function createConversation(ctx: Ctx, input: ConversationInput): Promise<ConversationSummary> {
  const { actor } = ctx;
  const callable = await getCallableAgent(ctx, input.agent, input.version);
  const now = ctx.clock.now();
  const row = {
    id: newId("cnv"), workspaceId: callable.workspaceId, agentId: callable.agent.id, agentVersion: callable.version, channel: input.channel, startedAt: now, resumeExpiresAt: new Date(now.getTime() + quietMs),
  };
  const system = asSystem(ctx);
  await openConversation(ctx, actor, row, input.consent.text);
  return store.getSummary({ ...system, actor: { ...actor, workspaceId: callable.workspaceId } }, row.id);
}

/** One turn: the caller's words in, the events of the answer out. `conflict` while another turn of the conversation runs. */
export async function createTurn(ctx: Ctx, { id }: { id: string }, request: Request): Promise<Response> {
  const said = await readTurn(request, ctx.signal);
  const conversation = await ownConversation(ctx, id);
  const known = memories().get(id)?.history ?? await historyOf(ctx, { conversationId: id, workspaceId: conversation.workspaceId });
  // Asked again here, after the wait: of several first turns at once, one goes on.
  const memory = memories().get(id) ?? { history: known, busy: false };
  if (memory.busy) throw new AppError("conflict", { public: "The last turn of this conversation is still being answered." });
  remember(id, { ...memory, busy: true });
  const free = (history: readonly HistoryItem[] = memory.history) => remember(id, { history, busy: false });
  try {
    const slug = await store.slugOfAgent(asSystem(ctx), conversation.agentId, conversation.workspaceId);
    const callable = await getCallableAgent(ctx, slug ?? "", conversation.agentVersion ?? "draft");
    const runtime = voiceRuntime();
    const lease = admit(runtime);
    try {
      const agent = callAgentOf(callable);
      const live = await openCall({
        actor: ctx.actor, owner: ctx.actor.userId ?? ctx.actor.credentialId ?? id, callable, agent, providers: await runtime.providersFor(callable.definition, callable.workspaceId), channel: conversation.channel,
        resumed: { conversation, history: [...memory.history] }, requestId: ctx.requestId, keepOpenMs: quietMs, release: () => lease.release(),
      });
      return streamTurn(ctx, live, said, { voice: callable.definition.voice.voice, onEnd: free });
    } catch (error) { lease.release(); throw error; }
  } catch (error) { free(); throw error; }
}

function admit(runtime: ReturnType<typeof voiceRuntime>): { release(): void } {
  try { return runtime.admit(); } catch (error) {
    throw isProviderError(error) ? new AppError("overloaded", { cause: error, retryAfterMs: error.options.retryAfterMs ?? 15_000 }) : error;
  }
}

/** Members see those of their workspace; a caller of another's public agent only their own. */
async function ownConversation(ctx: Ctx, id: string): Promise<store.ResumableConversation> {
  const { actor } = ctx;
  const found = await store.findConversationById(asSystem(ctx), id);
  const mine = found && (found.workspaceId === actor.workspaceId || (found.userId !== null && found.userId === actor.userId));
  if (!found || !mine) throw new AppError("not_found");
  if (found.endedAt !== null) throw new AppError("call_ended");
  if (found.channel !== "http" && found.channel !== "cli") throw new AppError("conflict", { public: "This conversation runs over the realtime socket." });
  return found;
}

function remember(id: string, memory: Remembered): void {
  const all = memories();
  all.delete(id);
  all.set(id, memory);
  for (const [oldest, { busy }] of all) { if (all.size <= mostRemembered) return; if (!busy) all.delete(oldest); }
}

export type SaidTurn = { text: string; modality: "audio" | "text" } | { audio: Float32Array; modality: "audio" | "text" };

async function readTurn(request: Request, signal: AbortSignal): Promise<SaidTurn> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const json = type === "application/json";
  if (!json && !turnAudioTypes.some((known) => known === type)) throw new AppError("unsupported_media_type", { public: "Send audio, such as audio/wav or audio/mpeg, or application/json with text or audio." });
  const bytes = await readBytes(request, json ? Math.ceil(maxTurnAudioBytes * 4 / 3) + 65_536 : maxTurnAudioBytes);
  if (!json) return { audio: await audioOf(bytes, signal), modality: "audio" };
  let value: unknown;
  try { value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)); } catch { throw new AppError("invalid_json"); }
  const parsed = turnInput.safeParse(value);
  if (!parsed.success) throw new AppError("validation_failed", { errors: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })) });
  const { text, audio, modality } = parsed.data;
  if ((text === undefined) === (audio === undefined)) throw fieldFault("text", "Give either text or audio.");
  if (text !== undefined) return { text, modality };
  if (!z.base64().safeParse(audio).success) throw fieldFault("audio", "Not base64.");
  return { audio: await audioOf(Buffer.from(audio ?? "", "base64"), signal), modality };
}

async function audioOf(bytes: Uint8Array, signal: AbortSignal): Promise<Float32Array> {
  if (bytes.length > maxTurnAudioBytes) throw new AppError("payload_too_large");
  return (await heardFrom(bytes, { longestS: longestAudioS, signal })).audio;
}

async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = request.body?.getReader();
  const read = () => reader?.read().catch((error: unknown) => { throw new AppError("bad_request", { cause: error, public: "The body was cut off." }); });
  for (let next = await read(); next && !next.done; next = await read()) {
    sizeBytes += next.value.byteLength;
    if (sizeBytes > maxBytes) { await reader?.cancel().catch(() => {}); throw new AppError("payload_too_large"); }
    pieces.push(next.value);
  }
  return Buffer.concat(pieces);
}

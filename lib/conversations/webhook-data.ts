/** What a webhook is told of a conversation, read at the moment it leaves: what was withdrawn, erased or has expired by then is not in it. */
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { findRecordingOf } from "@/lib/recordings/service";
import { analyze, conversationAnalysis } from "./analysis";
import { mayTellWords } from "./consented-store";
import { conversationSummary, recordingSummary, type ConversationSummary, type Turn } from "./schema";
import * as store from "./store";

/** A longer one is cut; `turnCount` tells. */
const mostTurns = 500;

const startedData = z.object({
  conversationId: z.string(), agent: z.object({ id: z.string(), name: z.string() }), agentVersion: z.number().int().nullable().describe("Null: the draft."), channel: conversationSummary.shape.channel,
  callerKind: conversationSummary.shape.callerKind, startedAt: z.iso.datetime(),
});
const toldTurn = z.object({
  role: z.enum(["caller", "agent", "tool"]), kind: z.string(), text: z.string().nullable().describe("Null unless the caller has agreed that words are kept, and for as long as they are."),
  heardText: z.string().nullable().describe("What of it was heard."), tool: z.string().nullable(), startedMs: z.number().int().describe("From the start of the call."), endedMs: z.number().int().nullable(),
  audioMs: z.number().int().nullable(), heardMs: z.number().int().nullable(), firstAudioMs: z.number().nullable(), mouthToEarMs: z.number().nullable(), interrupted: z.boolean(), outcome: z.string().nullable(), fault: z.string().nullable(),
});
const endedData = startedData.extend({
  endedAt: z.iso.datetime().nullable(), endReason: z.string().nullable(), turnCount: z.number().int(), interruptionCount: z.number().int(), textConsent: z.boolean(), audioConsent: z.boolean(),
  turns: z.array(toldTurn), recording: recordingSummary.omit({ createdAt: true }).nullable(),
});
const analyzedData = endedData.extend({ analysis: conversationAnalysis });

export interface ToldConversation { workspaceId: string; subjectId: string }
type Data = Record<string, unknown> | null;

/** Each answers null where the conversation is gone. */
export const startedConversation = async (ctx: Ctx, told: ToldConversation): Promise<Data> => {
  const summary = await summaryOf(there(ctx, told), told.subjectId);
  return summary && startedData.parse(begun(summary));
};
export const endedConversation = async (ctx: Ctx, told: ToldConversation): Promise<Data> => (await whole(ctx, told))?.ended ?? null;
export const analyzedConversation = async (ctx: Ctx, told: ToldConversation): Promise<Data> => {
  const found = await whole(ctx, told);
  return found && analyzedData.parse({ ...found.ended, analysis: analyze(found.summary, found.turns) });
};

/** The system's sight, of this workspace. */
const there = (ctx: Ctx, { workspaceId }: ToldConversation): Ctx => ({ ...ctx, actor: { ...ctx.actor, workspaceId } });

const summaryOf = (ctx: Ctx, id: string): Promise<ConversationSummary | null> =>
  store.getSummary(ctx, id).catch((error: unknown) => { if (isAppError(error) && error.code === "not_found") return null; throw error; });

const begun = ({ id, agentId, agentName, ...rest }: ConversationSummary) => ({ ...rest, conversationId: id, agent: { id: agentId, name: agentName } });

async function whole(ctx: Ctx, told: ToldConversation): Promise<{ summary: ConversationSummary; turns: Turn[]; ended: z.infer<typeof endedData> } | null> {
  const inside = there(ctx, told);
  const turns = await store.listTurns(inside, told.subjectId);
  // After the words have been read: what is withdrawn in between is seen here.
  const words = await mayTellWords(inside, { conversationId: told.subjectId, workspaceId: told.workspaceId }, ctx.clock.now());
  const summary = await summaryOf(inside, told.subjectId);
  if (!summary) return null;
  const recording = await findRecordingOf(inside, told.subjectId);
  return { summary, turns, ended: endedData.parse({ ...begun(summary), turns: turns.slice(0, mostTurns).map((turn) => toldOf(turn, words)), recording }) };
}

const toldOf = ({ generatedText, heardText, tool, trace, ...turn }: Turn, words: boolean): z.input<typeof toldTurn> => ({
  ...turn, text: words ? generatedText : null, heardText: words ? heardText : null, tool: tool?.name ?? null, firstAudioMs: trace?.firstAudioMs ?? null, mouthToEarMs: trace?.mouthToEarMs ?? null, interrupted: turn.outcome === "interrupted",
});

/** Keeps what happened: turns out of a call's events, one transaction for each side of it, words only where the caller has agreed. */
import type { VoiceEvent } from "@/lib/voice/events";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { cleanLine, cleanText } from "@/lib/platform/text";
import { json } from "@/lib/platform/sql";
import * as store from "./store";
import type { Place, TurnRow } from "./store";

export interface TurnLogOptions {
  ctx: Ctx;
  place: Place;
  /** Asked when a turn is written. */
  mayKeepText(): boolean;
  /** Applied to every word before it is kept. */
  redact(text: string): string;
  /** Milliseconds since the conversation began. */
  elapsedMs(): number;
  firstPosition: number;
  /** Counts of a conversation taken up again. */
  turns: number;
  interruptions: number;
}

export interface TurnLog {
  observe(event: VoiceEvent): void;
  /** Withdrawn: what was kept is erased, after what is under way has been written. */
  erase(): Promise<void>;
  /** Everything written, or given up after the patience below. */
  close(): Promise<void>;
}

/** How often, and how far apart, a write is tried while the database is away: about half a minute. */
const attempts = 12;
const retryMs = 2_500;
/** A trace comes at once after its reply; without one the turn is written all the same. */
const traceWaitMs = 1_500;

interface Reply { row: TurnRow; written: boolean; metrics: boolean; audible: boolean }

export function createTurnLog(options: TurnLogOptions): TurnLog {
  const { ctx, place } = options;
  const replies = new Map<string, Reply>();
  const callers = new Map<string, TurnRow>();
  const tools = new Map<string, TurnRow>();
  let position = options.firstPosition;
  let { turns, interruptions } = options;
  let title: string | null = null;
  let queue: TurnRow[] = [];
  let writing: Promise<void> = Promise.resolve();
  let away = false;

  const row = (role: TurnRow["role"], kind: string): TurnRow => {
    const made: TurnRow = {
      id: newId("trn"), position, role, kind, startedMs: Math.round(options.elapsedMs()), endedMs: null, generatedText: null, heardText: null, tool: null,
      wordStartsMs: null, audioMs: null, heardMs: null, outcome: null, fault: null, trace: null,
    };
    position += 1;
    return made;
  };
  const attempt = async (task: () => Promise<unknown>): Promise<void> => {
    for (let left = away ? 1 : attempts; left > 0; left -= 1) {
      try { await task(); away = false; return; } catch (error) {
        const gone = isAppError(error) && error.code === "database_unavailable";
        if (!gone || left === 1) { away = gone; return ctx.log.error({ err: error }, "a turn could not be kept"); }
        await ctx.clock.sleep(retryMs);
      }
    }
  };
  const later = (task: () => Promise<unknown>): void => { writing = writing.then(() => attempt(task)); };
  const flush = () => {
    if (queue.length === 0) return;
    const keep = options.mayKeepText();
    const rows = queue.map((turn) => (keep ? redacted(turn, options.redact) : withoutWords(turn)));
    queue = [];
    const counts = { turns, interruptions };
    const named = keep && title !== null ? options.redact(title) : null;
    later(() => ctx.db.transaction(async (tx) => { await store.insertTurns(tx, place, rows); await store.countTurns(tx, place, counts, named); }));
  };
  const finish = (replyId: string) => {
    const reply = replies.get(replyId);
    if (!reply || reply.written) return;
    reply.written = true;
    queue.push(...tools.values());
    tools.clear();
    queue.push(reply.row);
    flush();
  };
  const change = (reply: Reply, fields: Parameters<typeof store.updateTurn>[3]) => { if (reply.written) later(() => store.updateTurn(ctx, place, reply.row.id, fields)); };

  const observe = (event: VoiceEvent): void => {
    switch (event.type) {
      case "turn-committed": {
        const turn = row("caller", event.source);
        if (event.audioStartMs !== null && event.audioEndMs !== null) {
          turn.audioMs = Math.round(event.audioEndMs - event.audioStartMs);
          turn.startedMs = Math.max(0, turn.startedMs - turn.audioMs);
        }
        turn.endedMs = Math.round(options.elapsedMs());
        turns += 1;
        callers.set(event.turnId, turn);
        if (event.source === "speech") queue.push(turn);
        return;
      }
      case "transcript-final": {
        const turn = callers.get(event.turnId);
        if (!turn) return;
        turn.generatedText = turn.heardText = cleanText(event.text);
        turn.outcome = event.failed ? "failed" : "complete";
        title ??= cleanLine(event.text).slice(0, 80) || null;
        if (event.failed) turn.fault = "transcription";
        if (!queue.includes(turn)) queue.push(turn);
        callers.delete(event.turnId); // a long call would hold every word of it
        return flush(); // at once: a restart in the middle of the answer still knows the question
      }
      case "reply-start": replies.set(event.replyId, { row: row("agent", event.kind), written: false, metrics: false, audible: false }); return;
      case "audio-chunk": {
        // A turn begins where it is heard: replay lights its words from there on.
        const reply = replies.get(event.replyId);
        if (reply && !reply.audible) { reply.audible = true; reply.row.startedMs = Math.round(options.elapsedMs()); }
        return;
      }
      case "tool-call": {
        const turn = row("tool", event.executor);
        turn.tool = { name: event.call.name, arguments: cleanText(event.call.arguments), output: null, elapsedMs: null, failed: false };
        tools.set(event.call.callId, turn);
        return;
      }
      case "tool-result": {
        const turn = tools.get(event.callId);
        if (turn?.tool) { turn.tool = { ...turn.tool, output: cleanText(event.output), elapsedMs: Math.round(event.elapsedMs), failed: event.failed }; turn.endedMs = Math.round(options.elapsedMs()); }
        return;
      }
      case "reply-end": return ended(event);
      case "reply-heard": {
        const reply = replies.get(event.replyId);
        if (!reply) return;
        reply.row.heardText = cleanText(event.heardText);
        reply.row.heardMs = Math.round(event.heardMs);
        return change(reply, { heardMs: reply.row.heardMs, ...(options.mayKeepText() ? { heardText: options.redact(reply.row.heardText) } : {}) });
      }
      case "turn-metrics": {
        const reply = event.trace.replyId ? replies.get(event.trace.replyId) : undefined;
        if (!reply) return;
        reply.row.trace = event.trace;
        reply.metrics = true;
        if (reply.written) change(reply, { trace: json(event.trace) });
        else if (reply.row.outcome !== null && event.trace.replyId) finish(event.trace.replyId);
        return;
      }
      default: return;
    }
  };
  const ended = (event: Extract<VoiceEvent, { type: "reply-end" }>) => {
    const reply = replies.get(event.replyId);
    if (!reply) return;
    Object.assign(reply.row, {
      endedMs: Math.round(options.elapsedMs()), generatedText: cleanText(event.text), heardText: cleanText(event.heardText), wordStartsMs: event.wordStartsMs.map(Math.round),
      audioMs: Math.round(event.audioMs), heardMs: Math.round(event.heardMs), outcome: event.outcome, fault: event.fault,
    });
    if (event.outcome === "interrupted") interruptions += 1;
    forgetOldest(replies);
    if (reply.metrics) finish(event.replyId);
    else ctx.clock.after(traceWaitMs, () => finish(event.replyId));
  };
  const flushAll = () => { for (const [id, reply] of replies) if (reply.row.outcome !== null) finish(id); queue.push(...tools.values()); tools.clear(); flush(); };

  return {
    observe,
    async erase() { flushAll(); later(() => store.eraseText(ctx, place)); await writing; },
    async close() { flushAll(); await writing; },
  };
}

/** Instants of words hold only where no word was taken out. */
function redacted(turn: TurnRow, redact: (text: string) => string): TurnRow {
  const generatedText = turn.generatedText === null ? null : redact(turn.generatedText);
  const tool = turn.tool && { ...turn.tool, arguments: redact(turn.tool.arguments), output: turn.tool.output === null ? null : redact(turn.tool.output) };
  return { ...turn, generatedText, heardText: turn.heardText === null ? null : redact(turn.heardText), tool, wordStartsMs: generatedText === turn.generatedText ? turn.wordStartsMs : null };
}

const withoutWords = (turn: TurnRow): TurnRow =>
  ({ ...turn, generatedText: null, heardText: null, wordStartsMs: null, tool: turn.tool === null ? null : { ...turn.tool, arguments: "", output: null } });

function forgetOldest(replies: Map<string, Reply>): void {
  for (const [id, reply] of replies) { if (replies.size <= 50) return; if (reply.written) replies.delete(id); }
}

/** One turn as server-sent events: the same events as on the socket, for hosts without sockets. */
import type { Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import type { HistoryItem } from "@/lib/voice/call";
import type { VoiceEvent } from "@/lib/voice/events";
import { spokenRateHz } from "@/lib/voice/ports";
import type { LiveCall } from "./gateway";
import type { SaidTurn } from "./http-turns";
import { createItemBook, itemOfHistory, userTextItem } from "./realtime/items";
import type { ServerMessage } from "./realtime/server-events";
import { initialSession } from "./realtime/session";
import { maySeeTools } from "./realtime/rights";
import { createWire } from "./realtime/wire";

export interface TurnStreamOptions { voice: string; onEnd(history: readonly HistoryItem[]): void }

/** There is no loudspeaker to keep pace with: everything is sent as it is made, and counts as heard. */
const unpacedMs = 3_600_000;
const sliceSamples = 16_000;
const turnWithinMs = 120_000;

export function streamTurn(ctx: Ctx, live: LiveCall, said: SaidTurn, options: TurnStreamOptions): Response {
  const encoder = new TextEncoder();
  const session = initialSession({ id: live.conversationId, model: live.callable.agent.slug, agent: live.agent, own: live.agent, voice: options.voice, voices: [], transcriber: live.callable.definition.transcriber.provider, expiresAtSeconds: 0, mayOverride: false });
  session.output_modalities = [said.modality];
  const items = createItemBook();
  for (const entry of live.history()) items.place(itemOfHistory(entry));
  let finishing = false;
  let over = false;
  let left = false;
  let target: ReadableStreamDefaultController<Uint8Array> | null = null;
  const send = (message: ServerMessage) => {
    if (!over && !left) target?.enqueue(encoder.encode(`event: ${message.type}\ndata: ${JSON.stringify({ event_id: newId("evt"), ...message })}\n\n`));
  };
  const wire = createWire({ send, session: () => session, extended: () => true, items, conversationId: live.conversationId, showsTools: maySeeTools(live.actor, live.callable.workspaceId) });
  const finish = () => {
    if (finishing) return;
    finishing = true;
    cancelLimit();
    live.end("caller");
    // Not before its records are written may another turn of the conversation count on from them.
    void live.ended.then(() => { over = true; options.onEnd(live.history()); if (!left) target?.close(); });
  };
  const cancelLimit = ctx.clock.after(turnWithinMs, finish);
  const tell = (event: VoiceEvent): void => {
    if (event.type !== "call-end" || event.reason !== "caller") wire.tell(event); // the conversation goes on, only this turn's call is over
    const call = live.running();
    if (event.type === "audio-chunk") call?.played(event.replyId, event.startMs + (event.pcm.length / spokenRateHz) * 1_000);
    if (event.type === "call-end") finish();
    // A reply may be followed by another, after a tool: the turn is over when none is.
    if (event.type === "turn-metrics" || event.type === "reply-end") setImmediate(() => { if (call?.activeReplyId() === null) ctx.clock.after(50, () => { if (call.activeReplyId() === null) finish(); }); });
  };
  const run = async () => {
    live.attach({ tell, consent: () => {}, handover: (id) => send({ type: "x.handover", handover_id: id }), lost: finish });
    const call = live.start({ policy: { endpointing: "manual", sendAheadMs: unpacedMs, idleMs: turnWithinMs } }, { greet: false, modality: said.modality });
    if ("text" in said) {
      const itemId = `item_${newId("trn").slice(4)}`;
      call.type(said.text, { itemId, respond: false });
      const item = userTextItem(itemId, said.text);
      const previous = items.place(item);
      send({ type: "conversation.item.added", item, previous_item_id: previous });
      send({ type: "conversation.item.done", item, previous_item_id: previous });
    } else {
      for (let at = 0; at < said.audio.length && !over; at += sliceSamples) {
        while (!live.hear(said.audio.subarray(at, at + sliceSamples)) && !over) await ctx.clock.sleep(20);
        await ctx.clock.sleep(0);
      }
      if (call.commit() === null) send({ type: "error", error: { type: "invalid_request_error", code: "input_audio_buffer_commit_empty", message: "There is no audio in this turn.", param: null, event_id: null } });
    }
    if (call.respond() === null) finish();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      target = controller;
      void run().catch((error: unknown) => { ctx.log.error({ err: error }, "a turn over HTTP failed"); finish(); });
    },
    cancel() { left = true; finish(); },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "private, no-store", "x-accel-buffering": "no" } });
}

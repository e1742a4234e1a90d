/** From what a call tells to what one connection reads: engine events in, protocol events out, in the protocol's order. */
import type { VoiceEvent } from "@/lib/voice/events";
import { userAudioItem } from "./items";
import type { ItemBook } from "./items";
import { openResponse } from "./responses";
import type { ResponseDraft } from "./responses";
import type { ServerMessage, WireSession } from "./server-events";
import { createOutputAudio } from "./wire-audio";
import type { OutputAudio } from "./wire-audio";

export interface WireOptions {
  send(message: ServerMessage): void;
  session(): WireSession;
  /** Whether the session asked for our own events; asked anew for each, since `session.update` may turn them on. */
  extended(): boolean;
  items: ItemBook;
  conversationId: string;
  /** Whether what the server's tools were asked and gave may be seen; else only their names. */
  showsTools: boolean;
  /** Asked once, when the response begins. */
  isAside?(replyId: string): boolean;
}

export interface Wire {
  tell(event: VoiceEvent): void;
}

interface OpenReply { draft: ResponseDraft; audio: OutputAudio }
const whole = (value: number): number => Math.max(0, Math.round(value));

export function createWire(options: WireOptions): Wire {
  const { send, items, session } = options;
  const replies = new Map<string, OpenReply>();
  const spokenSeconds = new Map<string, number>();
  const tools = new Map<string, { replyId: string; name: string; arguments: string }>();
  const own = (message: ServerMessage) => { if (options.extended()) send(message); };

  const committed = (event: Extract<VoiceEvent, { type: "turn-committed" }>) => {
    if (event.source === "text") return; // the door that took the text has echoed it
    const item = userAudioItem(event.turnId, null);
    const previous = items.place(item, event.previousItemId);
    spokenSeconds.set(event.turnId, Math.max(0, ((event.audioEndMs ?? 0) - (event.audioStartMs ?? 0)) / 1_000));
    send({ type: "input_audio_buffer.committed", item_id: event.turnId, previous_item_id: previous });
    send({ type: "conversation.item.added", item, previous_item_id: previous });
    send({ type: "conversation.item.done", item, previous_item_id: previous });
  };
  const transcribed = (event: Extract<VoiceEvent, { type: "transcript-final" }>) => {
    const seconds = spokenSeconds.get(event.turnId);
    if (seconds === undefined) return;
    spokenSeconds.delete(event.turnId);
    items.replace(userAudioItem(event.turnId, event.failed ? null : event.text));
    if (session().audio.input.transcription === null) return;
    const place = { item_id: event.turnId, content_index: 0 };
    if (event.failed) send({ type: "conversation.item.input_audio_transcription.failed", ...place, error: { type: "server_error", code: "transcription_failed", message: "What was said could not be transcribed.", param: null } });
    else send({ type: "conversation.item.input_audio_transcription.completed", ...place, transcript: event.text, usage: { type: "duration", seconds }, logprobs: null });
  };
  const replyStarted = (event: Extract<VoiceEvent, { type: "reply-start" }>) => {
    const draft = openResponse(event, { send, items, session, conversationId: options.isAside?.(event.replyId) ? null : options.conversationId });
    replies.set(event.replyId, { draft, audio: createOutputAudio(session().audio.output.format) });
    own({ type: "x.reply", response_id: event.replyId, item_id: event.itemId, turn_item_id: event.turnId, kind: event.kind });
  };
  const replyEnded = (event: Extract<VoiceEvent, { type: "reply-end" }>) => {
    const reply = replies.get(event.replyId);
    if (!reply) return;
    replies.delete(event.replyId);
    if (event.outcome === "complete") { const rest = reply.audio.end(); if (rest) reply.draft.audio(rest); }
    reply.draft.end(event);
    const place = { response_id: event.replyId, item_id: reply.draft.itemId };
    if (event.wordStartsMs.length > 0) own({ type: "x.words", ...place, word_starts_ms: event.wordStartsMs.map(whole) });
    if (event.outcome !== "complete") own({ type: "x.heard", ...place, heard_text: event.heardText, heard_ms: whole(event.heardMs) });
  };
  const heard = (event: Extract<VoiceEvent, { type: "reply-heard" }>) => {
    const item = items.get(event.itemId);
    if (item?.type === "message" && item.content[0]?.type === "output_audio") items.replace({ ...item, content: [{ type: "output_audio", transcript: event.heardText }] });
    own({ type: "x.heard", response_id: event.replyId, item_id: event.itemId, heard_text: event.heardText, heard_ms: whole(event.heardMs) });
  };
  const toolCalled = (event: Extract<VoiceEvent, { type: "tool-call" }>) => {
    const { callId, name, arguments: args } = event.call;
    if (event.executor === "client") return replies.get(event.replyId)?.draft.toolCall(event.itemId, event.call);
    const shown = options.showsTools ? args : "";
    remember(tools, callId, { replyId: event.replyId, name, arguments: shown });
    own({ type: "x.tool", response_id: event.replyId, call_id: callId, name, arguments: shown, output: null, failed: false });
  };

  return {
    tell(event) {
      switch (event.type) {
        case "speech-candidate": return own({ type: "x.speech.candidate", active: event.active, audio_ms: whole(event.audioMs) });
        case "speech-start": return send({ type: "input_audio_buffer.speech_started", item_id: event.turnId, audio_start_ms: whole(event.audioMs) });
        case "speech-end": return send({ type: "input_audio_buffer.speech_stopped", item_id: event.turnId, audio_end_ms: whole(event.audioMs) });
        case "speech-dismissed": return own({ type: "x.speech.dismissed", item_id: event.turnId, reason: event.reason, resumes: event.resumesReplyId });
        case "turn-committed": return committed(event);
        case "transcript-delta":
          if (session().audio.input.transcription !== null && spokenSeconds.has(event.turnId)) send({ type: "conversation.item.input_audio_transcription.delta", item_id: event.turnId, content_index: 0, delta: event.text, logprobs: null });
          return;
        case "transcript-final": return transcribed(event);
        case "reply-start": return replyStarted(event);
        case "reply-delta": return replies.get(event.replyId)?.draft.text(event.text);
        case "audio-chunk": {
          const reply = replies.get(event.replyId);
          const delta = reply?.audio.encode(event.pcm);
          if (delta) reply?.draft.audio(delta);
          return;
        }
        case "tool-call": return toolCalled(event);
        case "tool-result": {
          const tool = tools.get(event.callId);
          if (tool) own({ type: "x.tool", response_id: tool.replyId, call_id: event.callId, name: tool.name, arguments: tool.arguments, output: options.showsTools ? event.output : "", failed: event.failed });
          return;
        }
        case "reply-end": return replyEnded(event);
        case "reply-heard": return heard(event);
        case "turn-metrics": return own({ type: "x.turn.metrics", trace: event.trace });
        case "idle-warning": return own({ type: "x.idle.warning", ends_in_ms: whole(event.endsInMs) });
        case "provider-fault": return own({ type: "x.provider.fault", stage: event.stage, provider: event.provider, fault: event.fault, fallback: event.fallback });
        case "call-end": return own({ type: "x.call.end", reason: event.reason });
        case "withheld": return; // counted by the host; a caller is told by the words that are said instead
        case "handover": return; // told by the host, once the message is kept
      }
    },
  };
}

/** Keeps the newest hundred. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > 100 && oldest !== undefined) map.delete(oldest);
}

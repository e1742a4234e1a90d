/** The names of the protocol's beta, for clients that ask: events renamed on the way out, flat session fields read on the way in. */
import type { IncomingMessage } from "node:http";
import type { ServerEvent, WireFormat } from "./server-events";

const renamed: Record<string, string> = {
  "response.output_audio.delta": "response.audio.delta", "response.output_audio.done": "response.audio.done",
  "response.output_audio_transcript.delta": "response.audio_transcript.delta", "response.output_audio_transcript.done": "response.audio_transcript.done",
  "response.output_text.delta": "response.text.delta", "response.output_text.done": "response.text.done",
  "conversation.item.added": "conversation.item.created",
};
/** Of GA only: the beta has no event for them. */
const unknownToBeta = new Set(["conversation.item.done"]);
const formatNames: Record<WireFormat["type"], string> = { "audio/pcm": "pcm16", "audio/pcmu": "g711_ulaw", "audio/pcma": "g711_alaw" };

export function asksForBeta(request: IncomingMessage, protocols: readonly string[]): boolean {
  return request.headers["openai-beta"]?.toString().includes("realtime=v1") === true || protocols.includes("openai-beta.realtime-v1");
}

const betaPart = (part: { type: string }) => ({ ...part, type: part.type === "output_text" ? "text" : part.type === "output_audio" ? "audio" : part.type });
const betaItem = (item: unknown): unknown => {
  if (typeof item !== "object" || item === null || !("content" in item) || !Array.isArray(item.content)) return item;
  return { ...item, content: item.content.map((part: { type: string }) => betaPart(part)) };
};

/** The event as the beta had it; null where the beta had none. */
export function toBeta(event: ServerEvent): Record<string, unknown> | null {
  if (unknownToBeta.has(event.type)) return null;
  const type = renamed[event.type] ?? event.type;
  if ("session" in event) {
    const { audio, output_modalities: modalities, ...rest } = event.session;
    return { ...event, session: {
      ...rest, modalities: modalities.includes("audio") ? ["audio", "text"] : ["text"], voice: audio.output.voice, speed: audio.output.speed,
      input_audio_format: formatNames[audio.input.format.type], output_audio_format: formatNames[audio.output.format.type],
      input_audio_transcription: audio.input.transcription, turn_detection: audio.input.turn_detection, max_response_output_tokens: rest.max_output_tokens, temperature: 0.8,
    } };
  }
  if ("response" in event) {
    const { output_modalities: modalities, audio, ...rest } = event.response;
    return { ...event, response: { ...rest, output: rest.output.map(betaItem), modalities: modalities.includes("audio") ? ["audio", "text"] : ["text"], voice: audio.output.voice, output_audio_format: formatNames[audio.output.format.type] } };
  }
  return "item" in event ? { ...event, type, item: betaItem(event.item) } : { ...event, type };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const has = (record: Record<string, unknown>, name: string): boolean => Object.hasOwn(record, name);

/** Flat fields of a beta `session.update` put where GA has them. What is GA already passes through. */
export function fromBeta(message: unknown): unknown {
  if (!isRecord(message)) return message;
  if (message.type === "session.update" && isRecord(message.session)) return { ...message, session: sessionFromBeta(message.session) };
  if (message.type === "response.create" && isRecord(message.response) && has(message.response, "modalities")) {
    return { ...message, response: { ...message.response, output_modalities: modalitiesFromBeta(message.response.modalities) } };
  }
  return message;
}

const modalitiesFromBeta = (modalities: unknown) => (Array.isArray(modalities) && modalities.includes("audio") ? ["audio"] : ["text"]);

function sessionFromBeta(session: Record<string, unknown>): Record<string, unknown> {
  const audio = isRecord(session.audio) ? session.audio : {};
  const input: Record<string, unknown> = isRecord(audio.input) ? { ...audio.input } : {};
  const output: Record<string, unknown> = isRecord(audio.output) ? { ...audio.output } : {};
  const move = (from: string, target: Record<string, unknown>, to: string) => { if (has(session, from) && !has(target, to)) target[to] = session[from]; };
  move("input_audio_format", input, "format");
  move("input_audio_transcription", input, "transcription");
  move("turn_detection", input, "turn_detection");
  move("output_audio_format", output, "format");
  move("voice", output, "voice");
  move("speed", output, "speed");
  const moved: Record<string, unknown> = { ...session, audio: { input, output } };
  if (has(session, "modalities") && !has(session, "output_modalities")) moved.output_modalities = modalitiesFromBeta(session.modalities);
  if (has(session, "max_response_output_tokens") && !has(session, "max_output_tokens")) moved.max_output_tokens = session.max_response_output_tokens;
  return moved;
}

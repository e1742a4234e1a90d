/** A caller on the realtime socket: speaks 24 kHz frames in real time, hears what comes back, and notes when each thing came. */
import WebSocket from "ws";
import type { Clip } from "./clips";
import { createListener, type Listener } from "./listener";

const frameMs = 20;
export const wireRateHz = 24_000;
const frameSamples = wireRateHz * frameMs / 1_000;
const silentFrame = JSON.stringify({ type: "input_audio_buffer.append", audio: Buffer.alloc(frameSamples * 2).toString("base64") });

export interface WireEvent { type: string; atMs: number; [field: string]: unknown }

export interface Caller {
  events: WireEvent[];
  /** The loudspeaker's end. */
  listener: Listener;
  /** Says the samples in real time and goes on with silence; answers the instant at which the first sample is captured. */
  say(samples: Int16Array): number;
  send(event: Record<string, unknown>): void;
  /** A typed message with an answer asked for. */
  type(text: string): void;
  /** The first event that fits, from the past `since` on; null after `withinMs`. */
  wait(fits: (event: WireEvent) => boolean, withinMs: number, sinceMs?: number): Promise<WireEvent | null>;
  close(): Promise<void>;
}

/** The server would not take the call. */
export class Refused extends Error {
  constructor(readonly status: number, readonly retryAfter: string | undefined, readonly afterMs: number) { super(`Refused with ${status}.`); }
}

export interface CallerOptions {
  session?: Record<string, unknown>;
  /** Our own events too. */
  extended?: boolean;
  /** How loud the loudspeaker is in the microphone, in decibels; without it there is no echo. */
  echoDb?: number;
  /** False: no microphone at all. */
  microphone?: boolean;
}

/** Connects, waits for `session.created`, and begins to send silence. Throws `Refused`. */
export async function connectCaller(url: string, key: string, options: CallerOptions = {}): Promise<Caller> {
  const socket = await openSocket(options.extended ? `${url}&ext=1` : url, key);
  const events: WireEvent[] = [];
  const waiting = new Set<(event: WireEvent) => void>();
  const listener = createListener();
  socket.on("message", (bytes: Buffer) => {
    const event: WireEvent = { ...JSON.parse(bytes.toString()), atMs: performance.now() };
    events.push(event);
    listener.take(event);
    for (const check of waiting) check(event);
  });
  const post = (text: string) => { if (socket.readyState === WebSocket.OPEN) socket.send(text); };
  const send = (event: Record<string, unknown>) => post(JSON.stringify(event));
  const wait: Caller["wait"] = (fits, withinMs, sinceMs = 0) => new Promise((resolve) => {
    const past = events.find((event) => event.atMs >= sinceMs && fits(event));
    if (past) return resolve(past);
    const finish = (event: WireEvent | null) => { waiting.delete(check); clearTimeout(timer); resolve(event); };
    const check = (event: WireEvent) => { if (event.atMs >= sinceMs && fits(event)) finish(event); };
    const timer = setTimeout(() => finish(null), withinMs);
    waiting.add(check);
  });
  socket.resume();
  if (!await wait(({ type }) => type === "session.created", 10_000)) throw new Error("The server sent no session.created.");
  if (options.session) {
    send({ type: "session.update", session: { type: "realtime", ...options.session } });
    await wait(({ type }) => type === "session.updated" || type === "error", 10_000);
  }
  const microphone = openMicrophone(post, options, listener);
  return {
    events, listener, send, wait, say: microphone.say,
    type(text) {
      send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text }] } });
      send({ type: "response.create" });
    },
    async close() {
      microphone.stop();
      await new Promise<void>((closed) => { socket.once("close", () => closed()); socket.close(); setTimeout(() => socket.terminate(), 2_000).unref(); });
    },
  };
}

async function openSocket(url: string, key: string): Promise<WebSocket> {
  const begunMs = performance.now();
  const socket = new WebSocket(url, ["realtime"], { headers: { Authorization: `Bearer ${key}` }, perMessageDeflate: false, rejectUnauthorized: false });
  await new Promise<void>((open, failed) => {
    socket.once("open", () => { socket.pause(); open(); });
    socket.once("error", failed);
    socket.once("unexpected-response", (_request, response) => {
      failed(new Refused(response.statusCode ?? 0, response.headers["retry-after"], performance.now() - begunMs));
      response.destroy();
    });
  });
  socket.on("error", () => {});
  return socket;
}

/** A frame is sent when its last sample has been captured. */
function openMicrophone(post: (text: string) => void, options: CallerOptions, listener: Listener): { say(samples: Int16Array): number; stop(): void } {
  const gain = options.echoDb === undefined ? 0 : 10 ** (options.echoDb / 20);
  let saying: Int16Array = new Int16Array(0), position = 0, dueMs = performance.now() + frameMs, stopped = options.microphone === false;
  const frame = (): string => {
    const speaks = position < saying.length;
    const echo = gain > 0 ? listener.played(dueMs - frameMs, frameSamples) : null;
    if (!speaks && !echo) return silentFrame;
    const samples = new Int16Array(frameSamples);
    if (speaks) samples.set(saying.subarray(position, position + frameSamples));
    if (echo) for (const [at, value] of echo.entries()) samples[at] = Math.max(-32_768, Math.min(32_767, (samples[at] ?? 0) + Math.round(value * gain)));
    position += frameSamples;
    return JSON.stringify({ type: "input_audio_buffer.append", audio: Buffer.from(samples.buffer).toString("base64") });
  };
  const tick = () => {
    if (stopped) return;
    while (dueMs <= performance.now()) { post(frame()); dueMs += frameMs; }
    setTimeout(tick, Math.max(0, dueMs - performance.now()));
  };
  tick();
  return { say(samples) { saying = samples; position = 0; return dueMs - frameMs; }, stop() { stopped = true; } };
}

export interface TurnResult {
  /** Since the end of speech. Null where no reply came. */
  firstAudioMs: number | null;
  firstAudibleMs: number | null;
  endpointMs: number | null;
  /** A reply began before the caller had finished. */
  early: boolean;
  /** Silence inside the reply because its audio came late. */
  underrunMs: number;
}

/** One turn: says the clip and waits for the reply that follows its end, and for that reply to have been heard. */
export async function turn(caller: Caller, clip: Clip, withinMs = 8_000): Promise<TurnResult> {
  const begun = caller.say(clip.samples);
  const end = begun + clip.endMs;
  const isAudio = ({ type }: WireEvent) => type === "response.output_audio.delta";
  const first = await caller.wait(isAudio, clip.endMs + withinMs, begun);
  const early = first !== null && first.atMs < end;
  if (early) await caller.wait(isAudio, Math.max(0, end - performance.now()) + withinMs, end);
  const heard = await settle(caller);
  const stopped = caller.events.filter(({ type, atMs }) => type === "input_audio_buffer.speech_stopped" && atMs >= begun).at(-1);
  const reply = caller.listener.replies().find(({ firstAtMs }) => firstAtMs >= (early ? end : begun));
  return {
    early, firstAudioMs: reply && heard ? reply.firstAtMs - end : null, firstAudibleMs: reply?.firstAudibleMs != null ? reply.firstAudibleMs - end : null,
    endpointMs: stopped ? stopped.atMs - end : null, underrunMs: reply?.underrunMs ?? 0,
  };
}

/** Waits until no reply is being made or heard; false where it never comes to that. */
export async function settle(caller: Caller, quietMs = 400, withinMs = 60_000): Promise<boolean> {
  const deadlineMs = performance.now() + withinMs;
  for (let quietSinceMs: number | null = null; performance.now() < deadlineMs;) {
    const busy = caller.listener.busy(performance.now());
    if (busy) quietSinceMs = null;
    else quietSinceMs ??= performance.now();
    if (quietSinceMs !== null && performance.now() - quietSinceMs >= quietMs) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

import type { ClientEvent } from "@/lib/conversations/realtime/client-events";
import type { ServerEvent } from "@/lib/conversations/realtime/server-events";
import type { WebSocketLike } from "@/lib/sdk/web-types";
import { encodePcm } from "./base64";

export type ConnectionStatus = "connecting" | "open" | "reconnecting" | "closed";

export interface RealtimeSocketOptions {
  /** `ws(s)://…/v1/realtime?model=…&ext=1`. */
  url: string;
  /** A client secret for the first connection, or null where the session's cookie speaks. Its rejection ends the attempt and is given to `onStatus`. */
  credential(): Promise<string | null>;
  onEvent(event: ServerEvent): void;
  onStatus(status: ConnectionStatus, error: unknown): void;
  openSocket?: (url: string, protocols: string[]) => WebSocketLike;
  /** Injected so that tests need no sleep; the answer cancels. */
  after?: (delayMs: number, task: () => void) => () => void;
  nowMs?: () => number;
}

export interface RealtimeSocket {
  send(event: ClientEvent): void;
  /** 24 kHz PCM16. Kept while the line is not open, the newest 30 s of it. */
  sendAudio(pcm: Int16Array): void;
  /** Tries at once, where a connection is being waited for. */
  hurry(): void;
  /** Ends the call. */
  close(): void;
}

const mostKeptFrames = 30_000 / 20;
/** Frames in one event when what was kept is sent. */
const framesPerEvent = 25;
/** The first time: a server that has just started loads what the first call needs. */
const firstConnectTimeoutMs = 8_000;
/** After a break: short, so that a call is back within five seconds. */
const connectTimeoutMs = 4_000;
/** Four seconds of audio that have not left: the line is dead, whatever it says. */
const deadLineBytes = 4 * 66_000;
/** The server keeps a broken call for 60 s. */
const giveUpAfterMs = 58_000;
const retryDelaysMs = [0, 250, 500, 1_000, 1_500, 2_000];

const realAfter = (delayMs: number, task: () => void) => { const timer = setTimeout(task, delayMs); return () => clearTimeout(timer); };

/** One call's line: connects, keeps what cannot be sent yet, and takes the call up again with its rotating token where the line breaks. */
export function openRealtimeSocket(options: RealtimeSocketOptions): RealtimeSocket {
  const openSocket = options.openSocket ?? ((url: string, protocols: string[]): WebSocketLike => new WebSocket(url, protocols));
  const after = options.after ?? realAfter;
  const nowMs = options.nowMs ?? (() => performance.now());
  let socket: WebSocketLike | null = null;
  let status: ConnectionStatus = "connecting";
  let resumeToken: string | null = null;
  let over = false;
  let brokenSinceMs = 0;
  let attempt = 0;
  let cancelTimer = () => {};
  let frames: Int16Array[] = [];
  let waitingEvents: ClientEvent[] = [];

  function setStatus(next: ConnectionStatus, error: unknown = null): void {
    status = next;
    options.onStatus(next, error);
  }

  function finish(error: unknown): void {
    if (status === "closed") return;
    over = true;
    cancelTimer();
    detach();
    frames = [];
    waitingEvents = [];
    setStatus("closed", error);
  }

  function detach(): void {
    const old = socket;
    socket = null;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = old.onerror = null;
    try { old.close(); } catch { /* It was not open yet. */ }
  }

  function connect(protocol: string | null): void {
    if (over) return;
    let current: WebSocketLike;
    // A runtime without sockets, or an address that is none.
    try { current = openSocket(options.url, ["realtime", ...(protocol ? [protocol] : [])]); } catch { return finish(new LineError("unreachable")); }
    socket = current;
    cancelTimer = after(resumeToken ? connectTimeoutMs : firstConnectTimeoutMs, () => broken(new LineError("unreachable")));
    current.onmessage = ({ data }) => { if (typeof data === "string") take(data); };
    current.onclose = ({ code }) => { if (code === 1000) finish(null); else if (code === 1008) finish(over ? null : new LineError("refused")); else broken(new LineError(code === 1013 ? "refused" : "unreachable")); };
    current.onerror = () => {};
  }

  function take(data: string): void {
    const event = read(data);
    if (!event) return;
    if (event.type === "x.session") resumeToken = event.resume_token;
    if (event.type === "x.call.end" && event.reason !== "shutdown") over = true;
    if (event.type === "session.created") opened();
    options.onEvent(event);
  }

  function opened(): void {
    cancelTimer();
    attempt = 0;
    setStatus("open");
    for (const event of waitingEvents.splice(0)) send(event);
    const kept = frames;
    frames = [];
    for (let from = 0; from < kept.length; from += framesPerEvent) transmit(joined(kept.slice(from, from + framesPerEvent)));
  }

  function broken(error: unknown): void {
    cancelTimer();
    detach();
    if (over) return finish(null);
    if (!resumeToken) return finish(error);
    if (status !== "reconnecting") { brokenSinceMs = nowMs(); setStatus("reconnecting"); }
    if (nowMs() - brokenSinceMs > giveUpAfterMs) return finish(error);
    retryAfter(retryDelaysMs[Math.min(attempt, retryDelaysMs.length - 1)] ?? 2_000);
    attempt += 1;
  }

  function retryAfter(delayMs: number): void {
    cancelTimer = after(delayMs, () => connect(`parley-resume.${resumeToken}`));
  }

  const isOpen = () => status === "open" && socket?.readyState === 1;
  function send(event: ClientEvent): void {
    if (isOpen()) socket?.send(JSON.stringify(event));
    else if (!over && event.type !== "x.playback" && waitingEvents.length < 100) waitingEvents.push(event);
  }
  const transmit = (pcm: Int16Array) => socket?.send(JSON.stringify({ type: "input_audio_buffer.append", audio: encodePcm(pcm) }));

  options.credential().then(
    (secret) => connect(secret ? `openai-insecure-api-key.${secret}` : null),
    (error: unknown) => finish(error),
  );
  return {
    send,
    sendAudio(pcm) {
      if (over) return;
      if (!isOpen()) { frames = [...frames.slice(1 - mostKeptFrames), pcm]; return; }
      if ((socket?.bufferedAmount ?? 0) > deadLineBytes) { frames = [pcm]; return broken(new LineError("unreachable")); }
      transmit(pcm);
    },
    hurry() {
      if (status !== "reconnecting" || socket || over) return;
      cancelTimer();
      retryAfter(0);
    },
    close() {
      if (over && status === "closed") return;
      over = true;
      const current = socket;
      socket = null;
      cancelTimer();
      if (current) { current.onmessage = current.onclose = null; current.close(1000); }
      finish(null);
    },
  };
}

const lineErrorMark = Symbol.for("parley.line-error");

export const isLineError = (error: unknown): error is LineError => typeof error === "object" && error !== null && lineErrorMark in error;

/** The line could not be opened, or was lost for good. */
export class LineError extends Error {
  readonly [lineErrorMark] = true;
  constructor(readonly why: "unreachable" | "refused") { super(`The line is gone: ${why}.`); this.name = "LineError"; }
}

/** The parsing boundary: our own server speaks by its schema, so the type is believed; whatever is no event is left out. */
function read(data: string): ServerEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" ? value as ServerEvent : null;
  } catch { return null; }
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

/** The caller's loudspeaker: plays each reply from its first chunk on in real time, and falls silent when the server hears speech. */
import type { WireEvent } from "./caller";

const rateHz = 24_000;
/** One percent of full scale. */
const audible = 327;

export interface HeardReply {
  responseId: string;
  firstAtMs: number;
  /** When its first sample above one percent is played. */
  firstAudibleMs: number | null;
  /** Silence inside it because audio came late. */
  underrunMs: number;
  playedUntilMs: number;
  /** When each chunk came, and where in the reply its audio begins. */
  chunks: { atMs: number; startMs: number; lengthMs: number }[];
  /** The loudspeaker was told to stop while it played. */
  stoppedAtMs: number | null;
  done: boolean;
}

export interface Listener {
  take(event: WireEvent): void;
  replies(): readonly HeardReply[];
  /** Something is being made or played. */
  busy(nowMs: number): boolean;
  /** Whether sound comes out now. */
  playing(nowMs: number): boolean;
  /** What came out from `fromMs` on; null where that was silence. */
  played(fromMs: number, samples: number): Int16Array | null;
}

interface Piece { fromMs: number; untilMs: number; pcm: Int16Array }
/** Sound kept for the echo. */
const keptMs = 2_000;

export function createListener(): Listener {
  const replies: HeardReply[] = [];
  const open = new Set<string>();
  let pieces: Piece[] = [];

  const hear = (responseId: string, atMs: number, pcm: Int16Array) => {
    let reply = replies.find((known) => known.responseId === responseId);
    if (reply?.stoppedAtMs) return;
    if (!reply) {
      const free = Math.max(atMs, replies.at(-1)?.playedUntilMs ?? 0);
      reply = { responseId, firstAtMs: atMs, firstAudibleMs: null, underrunMs: 0, playedUntilMs: free, chunks: [], stoppedAtMs: null, done: false };
      replies.push(reply);
    } else if (atMs > reply.playedUntilMs) { reply.underrunMs += atMs - reply.playedUntilMs; reply.playedUntilMs = atMs; }
    const fromMs = reply.playedUntilMs, lengthMs = pcm.length / rateHz * 1_000;
    if (reply.firstAudibleMs === null) {
      const loud = pcm.findIndex((value) => Math.abs(value) > audible);
      if (loud >= 0) reply.firstAudibleMs = fromMs + loud / rateHz * 1_000;
    }
    const last = reply.chunks.at(-1);
    reply.chunks.push({ atMs, startMs: last ? last.startMs + last.lengthMs : 0, lengthMs });
    reply.playedUntilMs = fromMs + lengthMs;
    pieces = [...pieces.filter(({ untilMs }) => untilMs > atMs - keptMs), { fromMs, untilMs: fromMs + lengthMs, pcm }];
  };
  const stop = (atMs: number) => {
    for (const reply of replies) if (reply.playedUntilMs > atMs && reply.stoppedAtMs === null) { reply.stoppedAtMs = atMs; reply.playedUntilMs = atMs; }
    pieces = pieces.filter(({ fromMs }) => fromMs < atMs).map((piece) => ({ ...piece, untilMs: Math.min(piece.untilMs, atMs) }));
  };
  return {
    take(event) {
      const { type, atMs } = event;
      if (type === "response.created") open.add(idOf(event.response));
      if (type === "response.done") {
        open.delete(idOf(event.response));
        for (const reply of replies) if (reply.responseId === idOf(event.response)) reply.done = true;
      }
      if (type === "response.output_audio.delta") {
        const bytes = Buffer.from(String(event.delta), "base64");
        hear(String(event.response_id), atMs, new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
      }
      if (type === "input_audio_buffer.speech_started") stop(atMs);
    },
    replies: () => replies,
    busy: (nowMs) => open.size > 0 || (replies.at(-1)?.playedUntilMs ?? 0) > nowMs,
    playing: (nowMs) => pieces.some(({ fromMs, untilMs }) => fromMs <= nowMs && untilMs > nowMs),
    played(fromMs, samples) {
      const untilMs = fromMs + samples / rateHz * 1_000;
      const sounding = pieces.filter((piece) => piece.fromMs < untilMs && piece.untilMs > fromMs);
      if (sounding.length === 0) return null;
      const out = new Int16Array(samples);
      for (const piece of sounding) {
        const offset = Math.round((fromMs - piece.fromMs) / 1_000 * rateHz);
        const most = Math.round((piece.untilMs - piece.fromMs) / 1_000 * rateHz);
        for (let at = Math.max(0, -offset); at < samples && at + offset < most; at += 1) out[at] = piece.pcm[at + offset] ?? 0;
      }
      return out;
    },
  };
}

function idOf(response: unknown): string {
  return typeof response === "object" && response !== null && "id" in response ? String(response.id) : "";
}

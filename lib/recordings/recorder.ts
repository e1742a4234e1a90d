/** One call as a stereo WAV, caller left and agent right, as it was heard: written out as it goes, held back only as long as an interruption can still take words away. */
import { createResampler, pcm16FromFloat } from "@/lib/voice/audio";
import { heardRateHz, spokenRateHz } from "@/lib/voice/ports";
import type { BlobPut } from "./blob-store";

/** Audio is sent at most 5 s ahead of its playback; what was heard of it is known soon after. */
const heldBackMs = 8_000;
/** A microphone that paused for longer goes on at the present, not where it stopped. */
const gapMs = 300;
/** Audio that a client sends ahead of time is kept up to here. */
const mostAheadMs = 60_000;
/** Unwritten audio beyond this means a disk that cannot keep up. */
const mostWaitingMs = 60_000;
const samplesPerMs = spokenRateHz / 1_000;
const headBytes = 44;

interface Piece { start: number; samples: Int16Array; reply: string | null; /** Where in the reply's own audio it begins. */ offsetMs: number }

export interface Recorder {
  /** 16-bit frames of both channels; throws where they are not taken away quickly enough. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly head: NonNullable<BlobPut["head"]>;
  /** 16 kHz, as it arrives. */
  caller(audio: Float32Array): void;
  /** 24 kHz, as it is sent; `startMs` is its place in the reply. */
  agent(replyId: string, pcm: Int16Array, startMs: number): void;
  /** So much of the reply was heard; the rest is taken out. */
  heard(replyId: string, heardMs: number): void;
  end(): void;
  durationMs(): number;
}

export function createRecorder(clock: { nowMs(): number }): Recorder {
  const beganMs = clock.nowMs();
  const now = () => Math.round((clock.nowMs() - beganMs) * samplesPerMs);
  const up = createResampler(heardRateHz, spokenRateHz);
  const tracks: [Piece[], Piece[]] = [[], []];
  let written = 0;
  let callerEnd = 0;
  let reply: { id: string; start: number } | null = null;
  let agentEnd = 0;
  let waiting: Uint8Array[] = [];
  let ended = false;
  let wake: () => void = () => {};

  const writeUntil = (target: number) => {
    while (written < target) {
      const length = Math.min(spokenRateHz, target - written);
      waiting.push(mixed(tracks, written, length));
      written += length;
    }
    for (const track of tracks) while (track[0] && track[0].start + track[0].samples.length <= written) track.shift();
    wake();
  };
  const advance = () => { const target = now() - heldBackMs * samplesPerMs; if (!ended && target - written >= spokenRateHz) writeUntil(target); };
  const add = (track: Piece[], piece: Piece) => { if (!ended && piece.samples.length > 0) track.push(piece); advance(); };

  return {
    head: { bytes: headBytes, of: stereoHeader },
    body: {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const pieces = waiting;
          waiting = [];
          yield* pieces;
          if (waiting.length > 0) continue;
          if (ended) return;
          await new Promise<void>((resolve) => { wake = resolve; });
          if (waiting.length * 1_000 > mostWaitingMs) throw new Error("the recording is written more slowly than it is made");
        }
      },
    },
    caller(audio) {
      const samples = pcm16FromFloat(up.push(audio));
      const present = now();
      if (present - samples.length - callerEnd > gapMs * samplesPerMs) callerEnd = present - samples.length;
      if (callerEnd - present < mostAheadMs * samplesPerMs) add(tracks[0], { start: callerEnd, samples, reply: null, offsetMs: 0 });
      callerEnd += samples.length;
    },
    agent(replyId, pcm, startMs) {
      const present = now();
      const offset = Math.round(startMs * samplesPerMs);
      if (reply?.id !== replyId) reply = { id: replyId, start: Math.max(present, agentEnd) - offset };
      // Speech that had stopped and goes on is heard now, not where it would have been.
      if (reply.start + offset < present - gapMs * samplesPerMs) reply.start = present - offset;
      add(tracks[1], { start: reply.start + offset, samples: pcm, reply: replyId, offsetMs: startMs });
      agentEnd = reply.start + offset + pcm.length;
    },
    heard(replyId, heardMs) {
      const kept = tracks[1].flatMap((piece) => {
        if (piece.reply !== replyId) return [piece];
        const length = Math.min(piece.samples.length, Math.max(0, Math.round((heardMs - piece.offsetMs) * samplesPerMs)));
        return length === 0 ? [] : [{ ...piece, samples: piece.samples.subarray(0, length) }];
      });
      tracks[1].splice(0, tracks[1].length, ...kept);
      agentEnd = Math.max(written, ...kept.map((piece) => piece.start + piece.samples.length));
    },
    end() {
      if (ended) return;
      const last = Math.max(written, now(), ...tracks.flat().map((piece) => piece.start + piece.samples.length));
      writeUntil(last);
      ended = true;
      wake();
    },
    durationMs: () => Math.round(written / samplesPerMs),
  };
}

function mixed(tracks: readonly Piece[][], from: number, length: number): Uint8Array {
  const frames = new Int16Array(2 * length);
  tracks.forEach((track, channel) => {
    for (const { start, samples } of track) {
      const first = Math.max(from, start);
      const last = Math.min(from + length, start + samples.length);
      for (let at = first; at < last; at += 1) frames[2 * (at - from) + channel] = samples[at - start] ?? 0;
    }
  });
  return new Uint8Array(frames.buffer);
}

function stereoHeader(sizeBytes: number): Uint8Array {
  const header = Buffer.alloc(headBytes);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(sizeBytes + headBytes - 8, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(spokenRateHz, 24);
  header.writeUInt32LE(spokenRateHz * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(sizeBytes, 40);
  return header;
}

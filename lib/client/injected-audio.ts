/** A call's sound where there is no AudioContext: the application brings where it comes from and where it goes. */
import { MicrophoneError, type CallAudio, type Microphone, type MicrophoneEvents, type Played, type Player, type PlayerEvents } from "./call-audio";

export interface AudioSource {
  /** Gives 24 kHz PCM16 of any length to `onAudio` as it is heard; the answer ends it. Rejects where there is no microphone. */
  start(onAudio: (pcm: Int16Array) => void): Promise<() => void> | (() => void);
}
export interface AudioSink {
  /** 24 kHz PCM16, faster than it is heard: keep it and play it in order. */
  write(pcm: Int16Array): void;
  /** Silence at once; forget what was written. The caller has begun to speak. */
  clear(): void;
  /** From `write` into an empty queue until it is heard. Default 0. */
  latencyMs?: number;
}

export interface InjectedAudioOptions {
  source?: AudioSource;
  sink?: AudioSink;
  nowMs?: () => number;
  /** Injected so that tests need no sleep; the answer cancels. */
  after?: (delayMs: number, task: () => void) => () => void;
}

const frameSamples = 480;
const samplesPerMs = 24;
const progressMs = 100;
const mostRemembered = 50;
const realAfter = (delayMs: number, task: () => void) => { const timer = setTimeout(task, delayMs); return () => clearTimeout(timer); };

export function injectedAudio(options: InjectedAudioOptions): CallAudio {
  return {
    open: async () => ({
      createPlayer: (events) => createSinkPlayer(options, events),
      openMicrophone: (events) => openSource(options.source, events),
      close: () => {},
    }),
    listMicrophones: async () => [],
    onDevicesChanged: () => () => {},
  };
}

async function openSource(source: AudioSource | undefined, events: MicrophoneEvents): Promise<Microphone> {
  if (!source) throw new MicrophoneError("absent");
  let muted = false;
  let frame = new Int16Array(frameSamples);
  let filled = 0;
  const take = (pcm: Int16Array): void => {
    for (let from = 0; from < pcm.length;) {
      const part = pcm.subarray(from, from + frameSamples - filled);
      if (!muted) frame.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled < frameSamples) return;
      events.onFrame(frame, loudness(frame));
      [frame, filled] = [new Int16Array(frameSamples), 0];
    }
  };
  let stop: () => void;
  try { stop = await source.start(take); } catch { throw new MicrophoneError("absent"); }
  return { label: () => "Microphone", deviceId: () => "", mute(next) { muted = next; }, switchTo: async () => {}, close: () => stop() };
}

const loudness = (pcm: Int16Array): number => Math.sqrt(pcm.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / pcm.length);

interface Queued { id: string; lengthMs: number; startsAtMs: number; ended: boolean }

/** Tells by the clock what of each response has been heard. */
function createSinkPlayer({ sink, nowMs = () => performance.now(), after = realAfter }: InjectedAudioOptions, events: PlayerEvents): Player {
  let queue: Queued[] = [];
  const dropped = new Set<string>();
  let cancel = () => {};
  const playedOf = ({ id, startsAtMs, lengthMs }: Queued): Played => ({ responseId: id, playedMs: Math.max(0, Math.min(lengthMs, nowMs() - startsAtMs)), level: 0 });
  const isOver = (response: Queued): boolean => response.ended && nowMs() >= response.startsAtMs + response.lengthMs;

  function tick(): void {
    cancel();
    for (let first = queue[0]; first && isOver(first); first = queue[0]) {
      queue = queue.slice(1);
      events.onDone(playedOf(first));
    }
    const [first] = queue;
    if (!first) return;
    if (nowMs() > first.startsAtMs && nowMs() <= first.startsAtMs + first.lengthMs) events.onProgress(playedOf(first));
    const leftMs = first.startsAtMs + first.lengthMs - nowMs();
    if (leftMs > 0 || first.ended) cancel = after(Math.max(1, Math.min(progressMs, leftMs)), tick);
  }

  return {
    play(id, pcm) {
      if (dropped.has(id)) return;
      const last = queue.at(-1);
      let response = last?.id === id ? last : null;
      const freeAtMs = last ? last.startsAtMs + last.lengthMs : 0;
      // A new response is proof that the one before has no more.
      if (last && !response) last.ended = true;
      if (!response) queue.push(response = { id, lengthMs: 0, startsAtMs: Math.max(freeAtMs, nowMs() + (sink?.latencyMs ?? 0)), ended: false });
      // Sound that came late is heard late; what was heard before it stays heard.
      const lateMs = nowMs() + (sink?.latencyMs ?? 0) - (response.startsAtMs + response.lengthMs);
      if (lateMs > 0) response.startsAtMs += lateMs;
      response.lengthMs += pcm.length / samplesPerMs;
      sink?.write(pcm);
      tick();
    },
    end(id) {
      const response = queue.find((candidate) => candidate.id === id);
      if (!response || response.ended) return;
      response.ended = true;
      tick();
    },
    stop() {
      cancel();
      const stopped = queue;
      queue = [];
      for (const { id } of stopped) dropped.add(id);
      for (const id of dropped) { if (dropped.size <= mostRemembered) break; dropped.delete(id); }
      if (stopped.length > 0) sink?.clear();
      for (const response of stopped) events.onStopped({ ...playedOf(response), silentAfterMs: 0 });
    },
    duck() {},
    busy: () => queue.length > 0,
    close() { cancel(); if (queue.length > 0) sink?.clear(); queue = []; },
  };
}

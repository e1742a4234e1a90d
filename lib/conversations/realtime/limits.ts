/** How much one socket may ask of the server: audio per time, bytes waiting for a slow reader, silence of the line. */

/** Largest event: 30 s of 24 kHz PCM in base64 are 1.92 MB. */
export const maxEventBytes = 2 * 1024 * 1024;
/** Audio that may arrive at once. */
export const burstMs = 30_000;
/** After the burst, how many times faster than real time audio may come. */
export const fastest = 2;
/** Answers not yet taken by the network; about 16 s of speech. A client that reads more slowly is cut off. */
export const maxUnsentBytes = 1024 * 1024;
/** Below the 60 s at which common proxies cut silent connections. */
export const pingMs = 20_000;

export interface AudioMeter {
  /** False where this much more would be too fast; the audio must then be refused. */
  take(audioMs: number): boolean;
}

/** A bucket of 30 s that fills at twice real time. */
export function createAudioMeter(nowMs: () => number): AudioMeter {
  let roomMs = burstMs;
  let lastMs = nowMs();
  return {
    take(audioMs) {
      const atMs = nowMs();
      roomMs = Math.min(burstMs, roomMs + (atMs - lastMs) * fastest);
      lastMs = atMs;
      if (audioMs > roomMs) return false;
      roomMs -= audioMs;
      return true;
    },
  };
}

/** How much one socket may ask of the server: audio per time, bytes waiting for a slow reader, silence of the line. */

/** Without an account one person at one address has use for no more. */
export const callsPerAnonymous = 4;
/** More than the models of one machine serve at once; with cloud models, less than every line there is. */
export const callsPerOwner = 128;
/** Largest event: 30 s of 24 kHz PCM in base64 are 1.92 MB. */
export const maxEventBytes = 2 * 1024 * 1024;
/** Pieces that one event may come in. Browsers cut large messages at 128 KiB or not at all; thousands of tiny pieces hold far more memory than their bytes. */
export const maxFragments = 256;
/** The same for the network's packets: 2 MiB are about 1,500. */
export const maxBufferedChunks = 8_192;
/** Deeper JSON is refused: what walks it again, on the way back or into a model's request, would run out of stack. */
export const maxEventDepth = 64;
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

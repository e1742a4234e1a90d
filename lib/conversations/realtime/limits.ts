/** How much one socket may ask of the server: audio, events and bytes per time, bytes waiting for a slow reader, silence of the line. */

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
/** Values in one event, counted by their separators: two mebibytes of empty lists take a second to read, in which every other call waits. 128 tools with schemas of a hundred values are 12,800. */
export const maxEventValues = 20_000;
/** Audio that may arrive at once. */
export const burstMs = 30_000;
/** After the burst, how many times faster than real time audio may come. */
export const fastest = 2;
/** What may be asked at once, and how fast there is room for more. */
export interface Allowance { atOnce: number; perSecond: number }
/** Browsers that send each 128 samples of a 48 kHz microphone come to 375 events a second; 30 s in pieces of 20 ms, after a broken line, are 1,500. Pings and pongs count as well. */
export const events: Allowance = { atOnce: 2_000, perSecond: 500 };
/** Bytes read, and bytes answered at once: a short event may ask for a long session or item. Audio at twice real time is 128 kB a second. */
export const bytes: Allowance = { atOnce: 8 * 1024 * 1024, perSecond: 512 * 1024 };
/** Events that cannot be read, and those refused by the three allowances below. */
export const mistakes: Allowance = { atOnce: 100, perSecond: 1 };
/** Each may be a row in the database. Clients that bring a conversation along create all of it at once. */
export const createdItems: Allowance = { atOnce: 1_000, perSecond: 20 };
/** Each is a request to a language model. Nobody listens to more. */
export const askedResponses: Allowance = { atOnce: 60, perSecond: 2 };
/** Each may begin or delete a recording. */
export const consentChanges: Allowance = { atOnce: 20, perSecond: 1 };
/** Upgrades whose credentials are being looked at: each holds a socket and waits for the database. */
export const maxArriving = 512;
/** A client that was told to go has so long to take its leave, and what was sent before it to arrive. Without it would hold its line for half a minute. */
export const closeTimeoutMs = 2_000;
/** Answers not yet taken by the network; about 16 s of speech. A client that reads more slowly is cut off. */
export const maxUnsentBytes = 1024 * 1024;
/** Below the 60 s at which common proxies cut silent connections. */
export const pingMs = 20_000;

export interface Meter {
  /** False where this much more would be too fast; it must then be refused. */
  take(amount: number): boolean;
}

/** A bucket that begins full and fills steadily. What it refuses takes nothing from it. */
export function createMeter({ atOnce, perSecond }: Allowance, nowMs: () => number): Meter {
  let room = atOnce;
  let lastMs = nowMs();
  return {
    take(amount) {
      const atMs = nowMs();
      room = Math.min(atOnce, room + (atMs - lastMs) / 1_000 * perSecond);
      lastMs = atMs;
      if (amount > room) return false;
      room -= amount;
      return true;
    },
  };
}

/** In milliseconds of audio. */
export const audio: Allowance = { atOnce: burstMs, perSecond: fastest * 1_000 };

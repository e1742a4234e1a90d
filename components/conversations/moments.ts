const two = (value: number): string => String(value).padStart(2, "0");

/** A place in a call: `1:46`, `1:02:03`. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A length: `3 min 08 s`, `41 s`, `1 h 02 min`. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
}

/** What is left before something happens, never rounded up: `21 h 14 min`, `6 min`, `less than a minute`. */
export function timeLeftWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return "less than a minute";
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Milliseconds between two instants; null while the second is unknown. */
export const elapsedMs = (from: string, to: string | null): number | null => (to === null ? null : Date.parse(to) - Date.parse(from));

/** One figure for the eye: `418 ms`, `1.4 s`. */
export const latencyWords = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

const endings: Record<string, string> = {
  caller: "Caller", agent: "Agent", idle: "Silence", "max-duration": "Longest call reached", shutdown: "Server restart", failed: "A fault", revoked: "Access ended",
};
/** Who or what ended a call. */
export const endedBy = (reason: string | null): string => (reason === null ? "Still running" : endings[reason] ?? reason);

const channels: Record<string, string> = { browser: "Browser", realtime: "Realtime client", http: "HTTP turns", cli: "Command line" };
export const channelName = (channel: string): string => channels[channel] ?? channel;

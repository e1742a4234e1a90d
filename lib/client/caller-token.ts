/** What proves that a caller without an account has agreed before. The server keeps its hash. */

export interface CallerTokens { read(): string | null; keep(token: string): void }

/** For a page whose storage is closed, and where there is none: it then lasts as long as the program. */
const held = new Map<string, string>();
const storage = (): Storage | undefined => (typeof window === "object" ? window.localStorage : undefined);

/** In the browser's own storage, under a name for each server. */
export const keptCallerTokens = (place: string): CallerTokens => ({
  read() { try { return storage()?.getItem(place) ?? held.get(place) ?? null; } catch { return held.get(place) ?? null; } },
  keep(token) {
    held.set(place, token);
    try { storage()?.setItem(place, token); } catch { /* Held by the program. */ }
  },
});

/** Of this page's own server. */
export const pageCallerTokens = keptCallerTokens("parley.caller");

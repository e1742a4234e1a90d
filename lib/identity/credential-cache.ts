import type { Actor } from "@/lib/platform/ctx";
import { singleton } from "@/lib/platform/singleton";

/** Below the 5 s within which a revoked session or key must stop working, with room for the request itself. */
export const credentialCacheMs = 3_000;
const maxEntries = 10_000;

interface Entry { actor: Actor; tokenHash: string; checkedMs: number }

/** By the hash of what was shown, so that a known id with a wrong token finds nothing. */
const held = (): Map<string, Entry> => singleton("credential-cache", () => new Map<string, Entry>());

export function cachedActor(tokenHash: string, nowMs: number): Actor | null {
  const entry = held().get(tokenHash);
  return entry && nowMs - entry.checkedMs < credentialCacheMs ? entry.actor : null;
}

export function rememberActor(tokenHash: string, actor: Actor, nowMs: number): void {
  const cache = held();
  cache.delete(tokenHash);
  cache.set(tokenHash, { actor, tokenHash, checkedMs: nowMs });
  const [oldest] = cache.keys();
  if (cache.size > maxEntries && oldest !== undefined) cache.delete(oldest);
}

/** At once in this process; in others when their own few seconds have passed. */
export function forgetCredential(credentialId: string): void {
  for (const [key, entry] of held()) if (entry.actor.credentialId === credentialId) held().delete(key);
}

/** The same for every session and key of a person. */
export function forgetCredentialsOf(userId: string): void {
  for (const [key, entry] of held()) if (entry.actor.userId === userId) held().delete(key);
}

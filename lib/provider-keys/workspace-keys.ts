import { systemClock, type Clock } from "@/lib/platform/clock";
import { systemCtx } from "@/lib/platform/ctx";
import { singleton } from "@/lib/platform/singleton";
import type { WorkspaceKeys } from "@/lib/voices/workspace-keys";
import { openKey } from "./sealed-key";
import * as store from "./store";

/** Below the 5 s within which a changed key must hold for new calls, with room for the call's own beginning. */
export const keysCacheMs = 3_000;
const mostKept = 1_000;
const touchEveryMs = 60_000;

interface Kept { keys: Promise<WorkspaceKeys>; readMs: number }
const held = (): Map<string, Kept> => singleton("workspace-provider-keys", () => new Map<string, Kept>());

/** At once in this process; in others when their few seconds have passed. */
export const forgetWorkspaceKeys = (workspaceId: string): void => { held().delete(workspaceId); };

/** The keys that calls of this workspace use, opened; at most `keysCacheMs` old. Throws `database_unavailable`. */
export function workspaceKeys(workspaceId: string, clock: Clock = systemClock): Promise<WorkspaceKeys> {
  const kept = held();
  const known = kept.get(workspaceId);
  const nowMs = clock.nowMs();
  if (known && nowMs - known.readMs < keysCacheMs) return known.keys;
  // Counted from before it is asked, so that what changes while it is read is not kept longer.
  const entry: Kept = { keys: read(clock, workspaceId), readMs: nowMs };
  kept.delete(workspaceId);
  kept.set(workspaceId, entry);
  entry.keys.catch(() => { if (kept.get(workspaceId) === entry) kept.delete(workspaceId); });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return entry.keys;
}

async function read(clock: Clock, workspaceId: string): Promise<WorkspaceKeys> {
  const { db, log } = systemCtx({ clock });
  const rows = await store.listKeys(db, workspaceId);
  return Object.fromEntries(rows.map((row) => {
    const apiKey = openKey(row);
    if (apiKey === null) log.error({ providerKeyId: row.id }, "a provider key cannot be opened");
    const used = () => {
      const now = clock.now();
      void store.touchKey(db, workspaceId, row.id, now, new Date(now.getTime() - touchEveryMs)).catch(() => {}); // for the page alone
    };
    return [row.provider, { apiKey, baseUrl: row.baseUrl, used }];
  }));
}

/** Where unexpected errors go when a DSN is set; without one nothing is loaded and nothing leaves. */
import { env } from "./env";
import { errorTable, isAppError } from "./errors";
import { serializeError } from "./log";
import { singleton } from "./singleton";

interface Reporter { capture: ((error: unknown, tags: Record<string, string>) => void) | null }
const reporter = (): Reporter => singleton("sentry", () => ({ capture: null }));

/** Loads the client where a DSN is set. Called once at boot. */
export async function startSentry(): Promise<void> {
  const dsn = env().SENTRY_DSN;
  if (!dsn || reporter().capture) return;
  const { default: sentry, ...named } = await import("@sentry/nextjs");
  const client = sentry ?? named;
  // The default integrations read requests, variables, source lines and causes: more than a fault and its place.
  client.init({ dsn, tracesSampleRate: 0, defaultIntegrations: false, beforeSend: withoutPersons });
  reporter().capture = (error, tags) => { client.captureException(error, { tags }); };
}

/** What a page needs to report its own faults; null where nothing is reported. A DSN only lets one send, and is meant to be in pages. */
export const pageDsn = (): string | null => env().SENTRY_DSN ?? null;

/** Drops requests, users, breadcrumbs and everything named `pii`: what is left is the fault and its place. */
export function withoutPersons<E extends object>(event: E): E {
  const dropped = new Set(["pii", "request", "user", "breadcrumbs", "server_name", "vars"]);
  const clean = (value: unknown, depth: number): unknown => {
    if (typeof value !== "object" || value === null || depth > 12) return value;
    if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
    return Object.fromEntries(Object.entries(value).filter(([key]) => !dropped.has(key)).map(([key, item]) => [key, clean(item, depth + 1)]));
  };
  return clean(event, 0) as E;
}

/** Sends what is not part of ordinary life. Never throws. */
export function reportError(error: unknown, tags: Record<string, string>): void {
  if (isAppError(error) && errorTable[error.code].expected) return;
  const { message, type } = serializeError(error);
  const reported = error instanceof Error && error.name !== "PostgresError" ? error : new Error(String(message ?? type));
  try { reporter().capture?.(reported, tags); } catch { /* a reporter's fault is nobody's fault */ }
}

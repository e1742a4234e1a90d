/** What every verb is given first: who asks, and the ground it stands on. */
import { systemClock, type Clock } from "./clock";
import { databaseFor, systemDb, type Database } from "./db";
import { newId } from "./ids";
import { rootLog, type Log } from "./log";
import type { PlanName } from "./plans";
import type { Role, Scope } from "./roles";

export { atLeast, roles, scopes, type Role, type Scope } from "./roles";

/** Who acts, after a door has made sure of it. `caller` is somebody without an account, on a public agent. */
export interface Actor {
  kind: "user" | "caller" | "key";
  userId: string | null;
  workspaceId: string;
  role: Role;
  /** What a key may do; users and callers have those of their role. */
  scopes: readonly Scope[];
  platformAdmin: boolean;
  /** Of the workspace of somebody signed in or of a key: how often they may ask. */
  plan?: PlanName;
  /** The session, key or client secret behind the request; checked again while a call runs. */
  credentialId: string | null;
}

export interface Ctx {
  /** `anonymousActor` behind operations with access `public`. */
  actor: Actor;
  /** Opens short transactions with the actor's role and claims set; see `db.ts`. */
  db: Database;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  requestId: string;
  /** The network address the request came from, for the audit log alone; null for jobs and the command line. */
  from: string | null;
}

/** Nobody in particular: sees no row of any workspace. */
export const anonymousActor: Actor = { kind: "caller", userId: null, workspaceId: "", role: "caller", scopes: [], platformAdmin: false, credentialId: null };

interface CtxParts { requestId?: string; from?: string | null; signal?: AbortSignal; clock?: Clock; log?: Log }

function ctxWith(actor: Actor, db: Database, parts: CtxParts): Ctx {
  const requestId = parts.requestId ?? newId("req");
  return {
    actor, db, requestId, from: parts.from ?? null, clock: parts.clock ?? systemClock, signal: parts.signal ?? new AbortController().signal,
    log: (parts.log ?? rootLog()).child({ requestId }),
  };
}

/** For a request or a call of this actor. */
export const ctxFor = (actor: Actor, parts: CtxParts = {}): Ctx => ctxWith(actor, databaseFor(actor), parts);

/** For work without an actor: jobs, scripts, sign-in. Its database sees every row. */
export const systemCtx = (parts: CtxParts = {}): Ctx => ctxWith(anonymousActor, systemDb(), parts);

/** The same request with the system's sight; the rule that uses it names the rows it may touch. */
export const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, db: systemDb() });

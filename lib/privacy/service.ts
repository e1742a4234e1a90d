import { hideAgents } from "@/lib/agents/subject";
import { recordAudit } from "@/lib/audit/service";
import { endCallsOf } from "@/lib/conversations/subject";
import { provenPerson } from "@/lib/identity/links";
import { closeAccount, forgetPerson, isLastAdmin, personOf } from "@/lib/identity/subject";
import { closeInvites } from "@/lib/invites/subject";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { newId, newSecret } from "@/lib/platform/ids";
import { singleton } from "@/lib/platform/singleton";
import type { Subject } from "@/lib/platform/subject";
import { isAlone, leaveWorkspaces, needsHandOver, placesOf } from "@/lib/workspaces/subject";
import { zipOf } from "./archive";
import { entriesOf } from "./copy";
import { pseudonymOf } from "./pseudonym";
import { exportLifeMs, exportsPerDay, type ErasurePreview, type ErasureStatus, type NewErasure, type NewExport } from "./schema";
import { subjects } from "./subjects";
import * as store from "./store";

const dayMs = 24 * 3_600_000;
/** Each reads the disk and the database as fast as its reader takes it. */
const mostAtOnce = 3;

/** Needs the password again: an open session that somebody else sits at must not hand out everything at once. */
export async function requestExport(ctx: Ctx, input: { currentPassword: string }): Promise<NewExport> {
  const { id: userId } = await provenPerson(ctx, input.currentPassword);
  const token = newSecret("lnk");
  const id = newId("exp");
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + exportLifeMs);
  await asSystem(ctx).db.transaction(async (tx) => {
    if (await store.countExports(tx, userId, new Date(now.getTime() - dayMs)) >= exportsPerDay) throw new AppError("rate_limited", { public: `A copy can be asked for ${exportsPerDay} times a day. Ask again tomorrow.` });
    await store.insertExport(tx, { id, userId, tokenHash: sha256(token), createdAt: now, expiresAt });
    await recordAudit(tx, ctx, { action: "export.requested", workspaceId: null, target: { kind: "export", id } });
  });
  return { id, token, expiresAt: expiresAt.toISOString(), downloadPath: "/api/v1/me/export/download" };
}

/** Uses the token up and streams the copy. `link_used` for a token that is unknown, used, older than ten minutes, or somebody else's. */
export async function downloadExport(ctx: Ctx, input: { token: string }): Promise<Response> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError("unauthenticated");
  const system = asSystem(ctx);
  const running = singleton("running-exports", () => ({ count: 0 }));
  if (running.count >= mostAtOnce) throw new AppError("overloaded", { public: "Other copies are being fetched. Try again in a minute.", retryAfterMs: 60_000 });
  running.count += 1;
  try {
    const subject = await system.db.transaction(async (tx) => {
      const taken = await store.takeExport(tx, sha256(input.token), userId, ctx.clock.now());
      const person = await personOf(tx, userId);
      if (!taken || !person) throw new AppError("link_used", { public: "This copy has been fetched, or was asked for more than ten minutes ago. Ask for a new one." });
      await recordAudit(tx, ctx, { action: "export.downloaded", workspaceId: null, target: { kind: "export", id: taken.id } });
      return { userId, ...person, pseudonym: pseudonymOf(userId), workspaceIds: (await placesOf(tx, userId)).filter(isAlone).map(({ id }) => id) } satisfies Subject;
    });
    const now = ctx.clock.now();
    const entries = counted(entriesOf(system, subject, now), () => { running.count -= 1; });
    return new Response(zipOf(entries, now, ctx.signal), {
      headers: { "content-type": "application/zip", "content-disposition": `attachment; filename="parley-export-${now.toISOString().slice(0, 10)}.zip"`, "cache-control": "private, no-store" },
    });
  } catch (error) {
    running.count -= 1;
    throw error;
  }
}

/** Tells when it has ended, however it ended. */
async function* counted<T>(entries: AsyncIterable<T>, end: () => void): AsyncGenerator<T> {
  try { yield* entries; } finally { end(); }
}

/** What would go, and what stands in the way. */
export async function previewErasure(ctx: Ctx): Promise<ErasurePreview> {
  const userId = ctx.actor.userId;
  if (!userId) throw new AppError("unauthenticated");
  return asSystem(ctx).db.transaction(async (tx) => {
    const places = await placesOf(tx, userId);
    const names = (which: typeof places) => which.map(({ name }) => name);
    return { alone: names(places.filter(isAlone)), shared: names(places.filter((each) => !isAlone(each))), blockedBy: names(places.filter(needsHandOver)), lastAdmin: await isLastAdmin(tx, userId) };
  });
}

/** Signs the person out everywhere at once and leaves the rest to the job. `last_owner` where others would be left without an owner or the installation without an administrator; nothing has begun then. */
export async function requestErasure(ctx: Ctx, input: { currentPassword: string }): Promise<NewErasure> {
  const { id: userId } = await provenPerson(ctx, input.currentPassword);
  const token = newSecret("lnk");
  const workspaceIds = await asSystem(ctx).db.transaction(async (tx) => {
    const now = ctx.clock.now();
    await closeAccount(tx, userId, now);
    const alone = await leaveWorkspaces(tx, ctx, userId);
    await closeInvites(tx, alone, now);
    await hideAgents(tx, alone);
    const id = newId("era");
    await store.insertErasure(tx, { id, userId, pseudonym: pseudonymOf(userId), workspaceIds: alone, tokenHash: sha256(token), requestedAt: now });
    await recordAudit(tx, ctx, { action: "erasure.requested", workspaceId: null, target: { kind: "erasure", id } });
    return alone;
  });
  forgetPerson(userId);
  endCallsOf({ userId, workspaceIds });
  return { token, statusPath: "/erasure" };
}

/** For the page of somebody who is signed out. `link_used` for an unknown token, and a day after the end. */
export async function erasureStatus(ctx: Ctx, input: { token: string }): Promise<ErasureStatus> {
  const found = await store.findProgress(asSystem(ctx), sha256(input.token));
  if (!found) throw new AppError("link_used", { public: "There is no deletion of this number any more. A day after its end its record is only that it was done." });
  const at = subjects.findIndex(({ name }) => name === found.step);
  const stateOf = (index: number) => (found.doneAt || index < at ? "done" : index === at ? "working" : "waiting");
  return {
    state: found.doneAt ? "done" : "working", requestedAt: found.requestedAt, doneAt: found.doneAt,
    steps: [
      { name: "sign-out", words: "Signing you out everywhere", state: found.doneAt || at >= 0 ? "done" : "working", erased: 0 },
      ...subjects.map(({ name, words }, index) => ({ name, words, state: stateOf(index), erased: found.counts[name] ?? 0 }) satisfies ErasureStatus["steps"][number]),
    ],
  };
}

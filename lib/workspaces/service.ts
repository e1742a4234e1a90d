import { recordAudit, recordAuditAlone } from "@/lib/audit/service";
import { forgetCredential, forgetCredentialsOf } from "@/lib/identity/credential-cache";
import { asSystem, atLeast, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { shortenRecordings } from "@/lib/recordings/service";
import { defaultPrivacy, privacySettings, type Member, type Membership, type PrivacySettings, type Workspace, type WorkspaceInput } from "./schema";
import * as store from "./store";

/** Of one person: more than anybody needs, fewer than would hurt. */
const mostOwned = 20;

export const getWorkspace = (ctx: Ctx, input: { workspaceId: string }): Promise<Workspace> => store.getWorkspace(ctx, input.workspaceId);

export async function renameWorkspace(ctx: Ctx, input: WorkspaceInput & { workspaceId: string }): Promise<Workspace> {
  const renamed = await store.updateName(ctx, input.workspaceId, input.name);
  await recordAuditAlone(ctx, { action: "workspace.changed", target: { kind: "workspace", id: input.workspaceId } });
  return renamed;
}

/** As set, with the defaults for what is not. For calls, sweeps and the page. */
export async function privacyOf(ctx: Ctx, workspaceId: string): Promise<PrivacySettings> {
  const settings = await store.findSettings(asSystem(ctx).db, workspaceId);
  if (!settings) throw new AppError("not_found");
  const parsed = privacySettings.partial().safeParse({ retentionDays: settings.retentionDays, recordingHours: settings.recordingHours, redact: settings.redact });
  return { ...defaultPrivacy, ...(parsed.success ? Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined)) : {}) };
}

export async function getPrivacy(ctx: Ctx, input: { workspaceId: string }): Promise<PrivacySettings> {
  if (input.workspaceId !== ctx.actor.workspaceId) throw new AppError("not_found");
  return privacyOf(ctx, input.workspaceId);
}

export async function updatePrivacy(ctx: Ctx, { workspaceId, ...settings }: PrivacySettings & { workspaceId: string }): Promise<PrivacySettings> {
  if (workspaceId !== ctx.actor.workspaceId) throw new AppError("not_found");
  await asSystem(ctx).db.transaction(async (tx) => {
    await store.updateSettings(tx, workspaceId, settings);
    await shortenRecordings(tx, workspaceId, settings.recordingHours);
    await recordAudit(tx, ctx, { action: "workspace.changed", target: { kind: "workspace", id: workspaceId }, detail: settings });
  });
  return privacyOf(ctx, workspaceId);
}

export async function listWorkspaces(ctx: Ctx): Promise<Membership[]> {
  return store.listMemberships(asSystem(ctx).db, userOf(ctx), ctx.actor.workspaceId);
}

export async function createWorkspace(ctx: Ctx, input: WorkspaceInput): Promise<Workspace> {
  const userId = userOf(ctx);
  const made = await asSystem(ctx).db.transaction(async (tx) => {
    if (await store.countOwned(tx, userId) >= mostOwned) throw new AppError("quota_exceeded", { public: `One person owns at most ${mostOwned} workspaces.` });
    const row = await store.insertWorkspace(tx, { id: newId("wsp"), name: input.name, personal: false, createdAt: ctx.clock.now() });
    await store.insertMember(tx, { workspaceId: row.id, userId, role: "owner", createdAt: ctx.clock.now() });
    await recordAudit(tx, ctx, { action: "workspace.created", workspaceId: row.id, target: { kind: "workspace", id: row.id } });
    await look(tx, ctx, row.id);
    return row;
  });
  if (ctx.actor.credentialId) forgetCredential(ctx.actor.credentialId);
  return made;
}

export async function switchWorkspace(ctx: Ctx, input: { workspaceId: string }): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    if (!(await store.findRole(tx, input.workspaceId, userOf(ctx)))) throw new AppError("not_found");
    await look(tx, ctx, input.workspaceId);
  });
  if (ctx.actor.credentialId) forgetCredential(ctx.actor.credentialId);
}

/** Turns the actor's session to a workspace; the caller forgets the credential after the transaction. */
async function look(tx: Statements, ctx: Ctx, workspaceId: string): Promise<void> {
  if (ctx.actor.kind === "user" && ctx.actor.credentialId) await store.setSessionWorkspace(tx, ctx.actor.credentialId, userOf(ctx), workspaceId);
}

export const workspaceNameOf = (tx: Statements, workspaceId: string): Promise<string> => store.nameOf(tx, workspaceId);

/** For invites. A member already keeps the role they have. */
export async function addMember(tx: Statements, ctx: Ctx, place: { workspaceId: string; userId: string; role: Member["role"] }): Promise<void> {
  const added = await store.insertMember(tx, { ...place, createdAt: ctx.clock.now() });
  if (added > 0) await recordAudit(tx, ctx, { action: "member.joined", workspaceId: place.workspaceId, actorId: place.userId, detail: { role: place.role } });
  if (ctx.actor.userId === place.userId) await look(tx, ctx, place.workspaceId);
}

export async function listMembers(ctx: Ctx): Promise<Member[]> {
  return store.listMembers(asSystem(ctx).db, ctx.actor.workspaceId, ctx.actor.userId);
}

export async function updateMember(ctx: Ctx, input: { userId: string; role: Member["role"] }): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    const before = await heldRole(tx, ctx, input.userId);
    const acting = await requireAdmin(tx, ctx);
    if ((before === "owner" || input.role === "owner") && acting !== "owner") throw new AppError("forbidden", { public: "Only an owner makes or unmakes owners." });
    if (before === "owner" && input.role !== "owner") await requireOtherOwner(tx, ctx, input.userId);
    await store.updateRole(tx, ctx.actor.workspaceId, input.userId, input.role);
    await recordAudit(tx, ctx, { action: "member.role_changed", target: { kind: "user", id: input.userId }, detail: { from: before, to: input.role } });
  });
  forgetCredentialsOf(input.userId);
}

/** Oneself, or by an admin somebody of no higher role. Who has no workspace left is given an empty one. */
export async function removeMember(ctx: Ctx, input: { userId: string }): Promise<void> {
  const isSelf = input.userId === ctx.actor.userId;
  await asSystem(ctx).db.transaction(async (tx) => {
    const role = await heldRole(tx, ctx, input.userId);
    if (!isSelf && !atLeast(await requireAdmin(tx, ctx), role)) throw new AppError("forbidden");
    if (role === "owner") await requireOtherOwner(tx, ctx, input.userId);
    await store.deleteMember(tx, ctx.actor.workspaceId, input.userId);
    await store.revokeKeys(tx, ctx.actor.workspaceId, input.userId, ctx.clock.now());
    await recordAudit(tx, ctx, { action: "member.removed", target: { kind: "user", id: input.userId } });
    if (await store.countMemberships(tx, input.userId) > 0) return;
    const { id } = await store.insertWorkspace(tx, { id: newId("wsp"), name: "My workspace", personal: true, createdAt: ctx.clock.now() });
    await store.insertMember(tx, { workspaceId: id, userId: input.userId, role: "owner", createdAt: ctx.clock.now() });
  });
  forgetCredentialsOf(input.userId);
}

/** The role the actor has in this moment, which may be less than the one their request came in with. Throws `forbidden` below admin. */
export async function requireAdmin(tx: Statements, ctx: Ctx): Promise<Member["role"]> {
  const role = await store.findRole(tx, ctx.actor.workspaceId, userOf(ctx));
  if (!role || !atLeast(role, "admin")) throw new AppError("forbidden");
  return role;
}

async function heldRole(tx: Statements, ctx: Ctx, userId: string): Promise<Member["role"]> {
  await store.lockWorkspace(tx, ctx.actor.workspaceId);
  const role = await store.findRole(tx, ctx.actor.workspaceId, userId);
  if (!role) throw new AppError("not_found");
  return role;
}

async function requireOtherOwner(tx: Statements, ctx: Ctx, userId: string): Promise<void> {
  if (await store.countOtherOwners(tx, ctx.actor.workspaceId, userId) === 0) throw new AppError("last_owner");
}

function userOf(ctx: Ctx): string {
  if (!ctx.actor.userId) throw new AppError("unauthenticated");
  return ctx.actor.userId;
}

import type { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import { email as emailShape } from "@/lib/identity/schema";
import { queueLetter } from "@/lib/mail/service";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, atLeast, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { publicOrigin } from "@/lib/platform/env";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { newId, newSecret } from "@/lib/platform/ids";
import { pageFrom, type Asked, type Page } from "@/lib/platform/page";
import { cleanLine } from "@/lib/platform/text";
import { addMember, requireAdmin, workspaceNameOf } from "@/lib/workspaces/service";
import { inviteQuery, type betaImportInput, type betaInviteInput, type Invite, type InviteView, type NewInvite, type workspaceInviteInput } from "./schema";
import * as store from "./store";

const dayMs = 86_400_000;
/** Of one workspace in a day: nobody mails the world from here. */
const mostPerDay = 100;
const mostImported = 1_000;

const linkOf = (token: string): string => `${publicOrigin()}/invite#${token}`;

export async function createInvite(ctx: Ctx, input: z.output<typeof workspaceInviteInput>): Promise<NewInvite> {
  const { workspaceId } = ctx.actor;
  const now = ctx.clock.now();
  return asSystem(ctx).db.transaction(async (tx) => {
    if (!atLeast(await requireAdmin(tx, ctx), input.role)) throw new AppError("forbidden", { public: "Nobody invites above their own role." });
    if (await store.countRecent(tx, workspaceId, new Date(now.getTime() - dayMs)) >= mostPerDay) throw new AppError("rate_limited", { public: `A workspace invites at most ${mostPerDay} people a day.` });
    const made = await insert(tx, ctx, { kind: "workspace", workspaceId, role: input.role, email: input.email, note: "", uses: 1, days: input.days });
    await queueLetter(tx, ctx, { kind: "workspace-invite", toAddress: input.email, token: made.token, about: await workspaceNameOf(tx, workspaceId) });
    await recordAudit(tx, ctx, { action: "invite.created", target: { kind: "invite", id: made.id }, detail: { role: input.role } });
    return { ...await store.findInvite(tx, made.id, now), link: linkOf(made.token) };
  });
}

export async function createBetaInvite(ctx: Ctx, input: z.output<typeof betaInviteInput>): Promise<NewInvite> {
  return asSystem(ctx).db.transaction(async (tx) => {
    const made = await insertBeta(tx, ctx, input);
    return { ...await store.findInvite(tx, made.id, ctx.clock.now()), link: linkOf(made.token) };
  });
}

/** A line each: address, note. A first line without an address is a heading. `validation_failed` names the lines that are wrong, and makes none. */
export async function importBetaInvites(ctx: Ctx, input: z.output<typeof betaImportInput>): Promise<{ created: number }> {
  const lines = input.csv.split(/\r?\n/).map((text, index) => ({ number: index + 1, cells: text.split(/[,;\t]/).map((cell) => cleanLine(cell.replace(/^\s*"|"\s*$/g, ""))) }))
    .filter(({ cells, number }) => cells.some((cell) => cell !== "") && !(number === 1 && !cells[0]?.includes("@")));
  const wrong = lines.filter(({ cells }) => !emailShape.safeParse(cells[0]).success);
  if (wrong.length > 0) throw new AppError("validation_failed", { errors: wrong.slice(0, 20).map(({ number }) => ({ path: `csv.${number}`, message: `Line ${number} does not begin with an e-mail address.` })) });
  const people = new Map(lines.map(({ cells: [address = "", note = ""] }) => [address.toLowerCase(), { address, note: note.slice(0, 200) }]));
  if (people.size === 0 || people.size > mostImported) throw fieldFault("csv", `Bring 1 to ${mostImported} addresses.`);
  await asSystem(ctx).db.transaction(async (tx) => {
    for (const { address, note } of people.values()) await insertBeta(tx, ctx, { email: address, note, uses: 1, days: input.days });
  });
  return { created: people.size };
}

async function insertBeta(tx: Statements, ctx: Ctx, input: z.output<typeof betaInviteInput>): Promise<{ id: string; token: string }> {
  const made = await insert(tx, ctx, { kind: "beta", workspaceId: null, role: null, ...input });
  if (input.email) await queueLetter(tx, ctx, { kind: "beta-invite", toAddress: input.email, token: made.token });
  await recordAudit(tx, ctx, { action: "invite.created", workspaceId: null, target: { kind: "invite", id: made.id } });
  return made;
}

interface Wanted { kind: "workspace" | "beta"; workspaceId: string | null; role: string | null; email: string | null; note: string; uses: number; days: number }

async function insert(tx: Statements, ctx: Ctx, { uses, days, ...wanted }: Wanted): Promise<{ id: string; token: string }> {
  const token = newSecret("lnk");
  const id = newId("inv");
  const createdAt = ctx.clock.now();
  await store.insertInvite(tx, { id, ...wanted, usesAllowed: uses, tokenHash: sha256(token), createdBy: ctx.actor.userId, createdAt, expiresAt: new Date(createdAt.getTime() + days * dayMs) });
  return { id, token };
}

type InviteQuery = Asked<typeof inviteQuery>;
const page = (ctx: Ctx, asked: InviteQuery, workspaceId: string | null): Promise<Page<Invite>> =>
  pageFrom(inviteQuery.parse(asked), store.inviteSorts, (order) => store.listInvites(asSystem(ctx), workspaceId, order), store.inviteId);
export const listInvites = (ctx: Ctx, query: InviteQuery = {}): Promise<Page<Invite>> => page(ctx, query, ctx.actor.workspaceId);
export const listBetaInvites = (ctx: Ctx, query: InviteQuery = {}): Promise<Page<Invite>> => page(ctx, query, null);
export const revokeInvite = (ctx: Ctx, input: { inviteId: string }): Promise<void> => revoke(ctx, input.inviteId, ctx.actor.workspaceId);
export const revokeBetaInvite = (ctx: Ctx, input: { inviteId: string }): Promise<void> => revoke(ctx, input.inviteId, null);

async function revoke(ctx: Ctx, inviteId: string, workspaceId: string | null): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    if (await store.revoke(tx, inviteId, workspaceId, ctx.clock.now()) === 0) throw new AppError("not_found");
    await recordAudit(tx, ctx, { action: "invite.revoked", workspaceId, target: { kind: "invite", id: inviteId } });
  });
}

export async function viewInvite(ctx: Ctx, input: { token: string }): Promise<InviteView> {
  const found = await store.viewOpen(asSystem(ctx), sha256(input.token));
  if (!found) throw new AppError("link_used");
  return found;
}

/** For sign-up and for joining: uses the invite up for this person, in the caller's transaction. `link_used` where it is not for them. */
export async function takeInvite(tx: Statements, ctx: Ctx, token: string, person: { userId: string; email: string }): Promise<store.TakenInvite> {
  const now = ctx.clock.now();
  const taken = await store.take(tx, sha256(token), person.email, now);
  if (!taken) throw new AppError("link_used", { public: "This invite has been used, has expired, or is for another address." });
  await store.insertUse(tx, taken.id, person.userId, now);
  if (taken.workspaceId && taken.role) await addMember(tx, ctx, { workspaceId: taken.workspaceId, userId: person.userId, role: taken.role });
  return taken;
}

/** Asked before anything is told of the address, so that an invite for one address tells nothing of another. */
export const isInviteOpen = (ctx: Ctx, token: string, email: string): Promise<boolean> => store.isOpenFor(asSystem(ctx), sha256(token), email);

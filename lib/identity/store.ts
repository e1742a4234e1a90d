import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql, type Statements } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { planNames } from "@/lib/platform/plans";
import type { LinkKind } from "./provider";
import { apiKey, me, session } from "./schema";

/** What stands behind a session or a key: the person, and where they are a member. Workspace and role are of the oldest membership. */
const credentialRow = z.object({
  id: z.string(), userId: z.string(), platformAdmin: z.boolean(), workspaceId: z.string(), role: z.enum(["viewer", "builder", "admin", "owner"]), plan: z.enum(planNames).nullable(),
});
const sessionRow = credentialRow.extend({ lastSeenAt: z.coerce.date() });
const keyRow = credentialRow.extend({ scopes: apiKey.shape.scopes, lastUsedAt: z.coerce.date().nullable() });
export type SessionRow = z.infer<typeof sessionRow>;
export type KeyRow = z.infer<typeof keyRow>;

/** Where administrators need a second factor, a session without one is a member's like any other. */
const sessionWithPerson = (now: Date) => sql`
  select s.id, s.user_id, u.platform_admin and (${env().REQUIRE_ADMIN_MFA === "false"} or s.second_factor_at is not null) as platform_admin, m.workspace_id, m.role, w.plan, s.last_seen_at
  from sessions s join users u on u.id = s.user_id
  join lateral (select workspace_id, role from members where user_id = s.user_id order by (workspace_id is not distinct from s.workspace_id) desc, created_at, workspace_id limit 1) m on true join workspaces w on w.id = m.workspace_id
  where s.revoked_at is null and s.idle_expires_at > ${now} and s.expires_at > ${now} and u.disabled_at is null`;

export const findSession = (ctx: Ctx, tokenHash: Buffer) => ctx.db.find(sessionRow, sql`${sessionWithPerson(ctx.clock.now())} and s.token_hash = ${tokenHash}`);
export const findSessionById = (ctx: Ctx, id: string) => ctx.db.find(sessionRow, sql`${sessionWithPerson(ctx.clock.now())} and s.id = ${id}`);

export const insertSession = (tx: Statements, row: { id: string; userId: string; tokenHash: Buffer; userAgent: string; createdAt: Date; lastSeenAt: Date; idleExpiresAt: Date; expiresAt: Date; secondFactorAt: Date | null; workspaceId?: string }) =>
  tx.run(sql`insert into sessions ${columns(row)}`);

export const isMember = async (ctx: Ctx, userId: string, workspaceId: string): Promise<boolean> =>
  (await ctx.db.find(z.object({ role: z.string() }), sql`select role from members where user_id = ${userId} and workspace_id = ${workspaceId}`)) !== null;

export const makePlatformAdmin = (tx: Statements, userId: string) => tx.run(sql`update users set platform_admin = true where id = ${userId}`);
export const isPlatformAdmin = async (ctx: Ctx, userId: string): Promise<boolean> => (await ctx.db.find(z.object({ platformAdmin: z.boolean() }), sql`select platform_admin from users where id = ${userId}`))?.platformAdmin ?? false;

export const touchSession = (ctx: Ctx, id: string, idleExpiresAt: Date) =>
  ctx.db.run(sql`update sessions set last_seen_at = ${ctx.clock.now()}, idle_expires_at = ${idleExpiresAt} where id = ${id} and revoked_at is null`);

export const revokeSession = (ctx: Ctx, id: string, userId: string) =>
  ctx.db.run(sql`update sessions set revoked_at = ${ctx.clock.now()} where id = ${id} and user_id = ${userId} and revoked_at is null`);

export const listSessions = (ctx: Ctx, userId: string, currentId: string | null) => ctx.db.many(session, sql`
  select id, user_agent, created_at, last_seen_at, id is not distinct from ${currentId} as current from sessions
  where user_id = ${userId} and revoked_at is null and idle_expires_at > ${ctx.clock.now()} and expires_at > ${ctx.clock.now()}
  order by last_seen_at desc limit 100`);

export const deleteEndedSessions = (ctx: Ctx, before: Date) =>
  ctx.db.run(sql`delete from sessions where revoked_at < ${before} or idle_expires_at < ${before} or expires_at < ${before}`);

export const deleteEndedLinks = (ctx: Ctx, before: Date) => ctx.db.run(sql`delete from one_use_links where used_at < ${before} or expires_at < ${before}`);

const keyWithPerson = (now: Date) => sql`
  select k.id, k.user_id, u.platform_admin, k.workspace_id, m.role, w.plan, k.scopes, k.last_used_at
  from api_keys k join users u on u.id = k.user_id join members m on m.user_id = k.user_id and m.workspace_id = k.workspace_id join workspaces w on w.id = k.workspace_id
  where k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now}) and u.disabled_at is null`;

export const findKey = (ctx: Ctx, keyHash: Buffer) => ctx.db.find(keyRow, sql`${keyWithPerson(ctx.clock.now())} and k.key_hash = ${keyHash}`);
export const findKeyById = (ctx: Ctx, id: string) => ctx.db.find(keyRow, sql`${keyWithPerson(ctx.clock.now())} and k.id = ${id}`);
export const touchKey = (ctx: Ctx, id: string) => ctx.db.run(sql`update api_keys set last_used_at = ${ctx.clock.now()} where id = ${id}`);

const keyFields = sql`id, name, last_four, scopes, created_at, expires_at, last_used_at`;
export const listKeys = (ctx: Ctx, workspaceId: string, userId: string | null) => ctx.db.many(apiKey, sql`
  select ${keyFields} from api_keys where workspace_id = ${workspaceId} and user_id = ${userId} and revoked_at is null order by created_at desc limit 200`);
export const insertKey = (ctx: Ctx, row: { id: string; workspaceId: string; userId: string; name: string; keyHash: Buffer; lastFour: string; scopes: readonly string[]; createdAt: Date; expiresAt: string | null }) =>
  ctx.db.one(apiKey, sql`insert into api_keys ${columns(row)} returning ${keyFields}`);
export const revokeKey = (ctx: Ctx, id: string, workspaceId: string, userId: string | null) =>
  ctx.db.run(sql`update api_keys set revoked_at = ${ctx.clock.now()} where id = ${id} and workspace_id = ${workspaceId} and user_id = ${userId} and revoked_at is null`);

const credentialsRow = z.object({ userId: z.string(), passwordHash: z.string() });
export const findCredentials = (ctx: Ctx, email: string) => ctx.db.find(credentialsRow, sql`select user_id, password_hash from credentials where email = ${email}`);
export const hasCredentials = async (ctx: Ctx, userId: string): Promise<boolean> => (await ctx.db.find(z.object({ userId: z.string() }), sql`select user_id from credentials where user_id = ${userId}`)) !== null;
export const insertCredentials = (ctx: Ctx, row: { userId: string; email: string; passwordHash: string; updatedAt: Date }) =>
  ctx.db.run(sql`insert into credentials ${columns(row)} on conflict (email) do nothing`);
export const setPassword = (ctx: Ctx, userId: string, passwordHash: string, now: Date) =>
  ctx.db.run(sql`update credentials set password_hash = ${passwordHash}, updated_at = ${now} where user_id = ${userId}`);
/** False where the address is somebody else's. */
export const setCredentialsEmail = async (ctx: Ctx, userId: string, email: string, now: Date): Promise<boolean> => (await ctx.db.find(z.object({ taken: z.boolean() }), sql`
  with changed as (update credentials c set email = ${email}, updated_at = ${now} where c.user_id = ${userId} and not exists (select from credentials o where o.email = ${email} and o.user_id <> c.user_id))
  select exists (select from credentials o where o.email = ${email} and o.user_id <> ${userId}) as taken`))?.taken === false;
export const deleteCredentials = (ctx: Ctx, userId: string) => ctx.db.run(sql`delete from credentials where user_id = ${userId}`);

export const findMe = (ctx: Ctx, userId: string, workspaceId: string) => ctx.db.one(me, sql`
  select u.id, u.email, u.email_verified_at is not null as email_verified, u.has_password, u.name, u.platform_admin, exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as second_factor, w.id as workspace_id, w.name as workspace_name, m.role, u.created_at
  from users u join members m on m.user_id = u.id join workspaces w on w.id = m.workspace_id where u.id = ${userId} and w.id = ${workspaceId}`);

export interface NewPerson { id: string; email: string; name: string; platformAdmin: boolean; workspaceName: string; textVersion: string; now: Date }

/** The person with everything that belongs to one, or null where the address is taken. */
export async function insertPerson(tx: Statements, person: NewPerson): Promise<{ userId: string; workspaceId: string } | null> {
  const { id, email, name, platformAdmin, now } = person;
  const inserted = await tx.run(sql`insert into users ${columns({ id, email, name, platformAdmin, createdAt: now })} on conflict (email) do nothing`);
  if (inserted === 0) return null;
  const workspaceId = newId("wsp");
  await tx.run(sql`insert into workspaces ${columns({ id: workspaceId, name: person.workspaceName, personal: true, createdAt: now })}`);
  await tx.run(sql`insert into members ${columns({ workspaceId, userId: id, role: "owner", createdAt: now })}`);
  await tx.run(sql`insert into consents ${columns({ id: newId("cns"), workspaceId, userId: id, kind: "text", textVersion: person.textVersion, grantedAt: now })}`);
  return { userId: id, workspaceId };
}

/** A person alone, of an address that is proven; 0 where it is taken. */
export const insertUser = (tx: Statements, row: { id: string; email: string; name: string; createdAt: Date; emailVerifiedAt: Date; hasPassword: false }): Promise<number> =>
  tx.run(sql`insert into users ${columns(row)} on conflict (email) do nothing`);

const memberRow = z.object({ userId: z.string(), workspaceId: z.string(), role: z.enum(["viewer", "builder", "admin", "owner"]), platformAdmin: z.boolean() });
export const findMemberByEmail = (ctx: Ctx, email: string) => ctx.db.find(memberRow, sql`
  select u.id as user_id, m.workspace_id, m.role, u.platform_admin from users u join members m on m.user_id = u.id
  where u.email = ${email} and u.disabled_at is null order by m.created_at, m.workspace_id limit 1`);

export const countPlatformAdmins = async (ctx: Ctx) => (await ctx.db.one(z.object({ count: z.number() }), sql`select count(*) from users where platform_admin`)).count;

interface NewLink { id: string; kind: LinkKind | "first-admin"; tokenHash: Buffer; createdAt: Date; expiresAt: Date; userId?: string; payload?: { email: string } }

export const insertLink = (tx: Statements, row: NewLink) => tx.run(sql`insert into one_use_links ${columns({ ...row })}`);
/** Older links of the kind stop working, so that only the newest printed one does. */
export const closeLinks = (ctx: Ctx, kind: "first-admin") => ctx.db.run(sql`update one_use_links set used_at = ${ctx.clock.now()} where kind = ${kind} and used_at is null`);
export const closeLinksOf = (tx: Statements, userId: string, kind: LinkKind, now: Date) =>
  tx.run(sql`update one_use_links set used_at = ${now} where user_id = ${userId} and kind = ${kind} and used_at is null`);
export const findOpenLink = (ctx: Ctx, tokenHash: Buffer, kind: "first-admin") => ctx.db.find(z.object({ id: z.string() }), sql`
  select id from one_use_links where token_hash = ${tokenHash} and kind = ${kind} and used_at is null and expires_at > ${ctx.clock.now()}`);
/** Takes the link; 0 where somebody else took it first. */
export const useLink = (tx: Statements, tokenHash: Buffer, kind: "first-admin", now: Date) =>
  tx.run(sql`update one_use_links set used_at = ${now} where token_hash = ${tokenHash} and kind = ${kind} and used_at is null and expires_at > ${now}`);

const linkRow = z.object({ kind: z.enum(["verify-email", "change-email", "reset-password"]), userId: z.string(), email: z.string() });
/** Takes a person's link of one of these kinds; null where it was taken, has expired, or its person is disabled. */
export const takeLink = (ctx: Ctx, tokenHash: Buffer, kinds: readonly LinkKind[], now: Date) => ctx.db.find(linkRow, sql`
  update one_use_links l set used_at = ${now} from users u
  where l.token_hash = ${tokenHash} and l.kind = any(${[...kinds]}) and l.used_at is null and l.expires_at > ${now} and u.id = l.user_id and u.disabled_at is null
  returning l.kind, l.user_id, l.payload ->> 'email' as email`);
/** The same without taking it. */
export const findOpenLinkOwner = (ctx: Ctx, tokenHash: Buffer, kinds: readonly LinkKind[]) => ctx.db.find(linkRow, sql`
  select l.kind, l.user_id, l.payload ->> 'email' as email from one_use_links l join users u on u.id = l.user_id
  where l.token_hash = ${tokenHash} and l.kind = any(${[...kinds]}) and l.used_at is null and l.expires_at > ${ctx.clock.now()} and u.disabled_at is null`);

const personRow = z.object({ id: z.string(), email: z.string(), verified: z.boolean(), disabled: z.boolean(), passwordVersion: z.number(), hasPassword: z.boolean(), proofsFrom: z.coerce.date().nullable() });
const personFields = sql`select u.id, u.email, u.email_verified_at is not null as verified, u.disabled_at is not null as disabled, u.password_version, u.has_password, u.proofs_from from users u`;
export const findPerson = (tx: Statements, userId: string) => tx.find(personRow, sql`${personFields} where u.id = ${userId}`);
export const findPersonByEmail = (tx: Statements, email: string) => tx.find(personRow, sql`${personFields} where u.email = ${email}`);
export const isEmailTaken = async (tx: Statements, email: string) => (await findPersonByEmail(tx, email)) !== null;

/** 0 where the person has another address by now. */
export const verifyEmail = (tx: Statements, userId: string, email: string, now: Date) =>
  tx.run(sql`update users set email_verified_at = coalesce(email_verified_at, ${now}) where id = ${userId} and email = ${email}`);
export const changeEmail = (tx: Statements, userId: string, email: string, now: Date) =>
  tx.run(sql`update users set email = ${email}, email_verified_at = ${now} where id = ${userId}`);
/** Whatever was proved with the password before opens no session from here on. */
export const renewPassword = (tx: Statements, userId: string) => tx.run(sql`update users set password_version = password_version + 1 where id = ${userId}`);
/** Whether the password is the one it was; a change waits for the end of the transaction. */
export const isPasswordOf = async (tx: Statements, userId: string, passwordVersion: number): Promise<boolean> =>
  (await tx.find(z.object({ id: z.string() }), sql`select id from users where id = ${userId} and password_version = ${passwordVersion} for share`)) !== null;
/** Keys to an account whose address nobody has proved yet: whoever made them may be somebody else. */
export const revokeUnprovenKeys = (tx: Statements, userId: string, now: Date) =>
  tx.run(sql`update api_keys k set revoked_at = ${now} from users u where u.id = ${userId} and k.user_id = u.id and k.revoked_at is null and u.email_verified_at is null`);
/** Every open session of the person but the one to keep; and what was proved elsewhere before now opens none. */
export const revokeOtherSessions = async (tx: Statements, userId: string, keptId: string | null, now: Date): Promise<number> => {
  await tx.run(sql`update users set proofs_from = ${now} where id = ${userId}`);
  return tx.run(sql`update sessions set revoked_at = ${now} where user_id = ${userId} and id is distinct from ${keptId} and revoked_at is null`);
};

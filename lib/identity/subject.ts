/** The account itself. It goes last, so that whoever looks for what is left still finds whose it is. */
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql, type Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";
import { identityProvider } from "./choose-provider";
import { forgetCredentialsOf } from "./credential-cache";

export const identitySubject: SubjectPart = {
  name: "account", words: "Your account, sessions, keys and links", tables: ["users", "credentials", "sessions", "refresh_tokens", "second_factors", "recovery_codes", "one_use_links", "api_keys"],
  // Of a password, a token, a key, a link and a recovery code there is a hash; it tells nothing and is not given out, and neither is what one-time codes are made from.
  exportFor: (ctx, { userId }) => ({
    account: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select u.id::text as id, u.email, u.name, u.platform_admin, u.email_verified_at, u.created_at, c.updated_at as password_set_at
      from users u left join credentials c on c.user_id = u.id where u.id = ${userId} and u.id::text > ${after} limit ${limit}`)),
    sessions: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, user_agent, workspace_id, created_at, last_seen_at, idle_expires_at, expires_at, revoked_at, second_factor_at from sessions where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
    tokens: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select * from (select s.id || ' ' || to_char(r.created_at, 'YYYY-MM-DD HH24:MI:SS.US') as id, s.id as session_id, r.created_at, r.access_expires_at, r.used_at
        from refresh_tokens r join sessions s on s.id = r.session_id where s.user_id = ${userId}) t where id > ${after} order by id limit ${limit}`)),
    secondFactor: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select * from (select 'one-time codes' as id, f.created_at, f.confirmed_at, (select count(*) from recovery_codes c where c.user_id = f.user_id and c.used_at is null) as recovery_codes_left
        from second_factors f where f.user_id = ${userId}) t where id > ${after} limit ${limit}`)),
    apiKeys: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, name, last_four, scopes, created_at, expires_at, last_used_at, revoked_at from api_keys where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
    links: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, kind, payload, created_at, expires_at, used_at from one_use_links where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from sessions where id in (select id from sessions where user_id = ${userId} limit ${limit})`),
    () => ctx.db.run(sql`delete from api_keys where id in (select id from api_keys where user_id = ${userId} limit ${limit})`),
    () => ctx.db.run(sql`delete from one_use_links where id in (select id from one_use_links where user_id = ${userId} limit ${limit})`),
    () => eraseIdentity(ctx, userId)),
};

/** The one place where an account ends: at the provider first, since one that outlived its person would be taken up again. 0 where the person was gone. Throws `identity_unavailable`. */
export async function eraseIdentity(ctx: Ctx, userId: string): Promise<number> {
  await identityProvider().delete(ctx, userId);
  return ctx.db.run(sql`delete from users where id = ${userId}`);
}

export const personOf = (tx: Statements, userId: string): Promise<{ email: string; name: string } | null> =>
  tx.find(z.object({ email: z.string(), name: z.string() }), sql`select email, name from users where id = ${userId}`);

/** Whether nobody else administers this installation. */
export async function isLastAdmin(tx: Statements, userId: string): Promise<boolean> {
  const admins = await tx.many(z.object({ id: z.string() }), sql`select id from users where platform_admin and disabled_at is null order by id for update`);
  return admins.length === 1 && admins[0]?.id === userId;
}

/** In the transaction that begins an erasure: nobody signs in any more, and every session, key and link stops. Throws `unauthenticated` where that has happened, `last_owner` for the last administrator. */
export async function closeAccount(tx: Statements, userId: string, now: Date): Promise<void> {
  if (await isLastAdmin(tx, userId)) throw new AppError("last_owner", { public: "You are the only administrator of this installation. Make another first: npm run parley -- user promote --email …" });
  if (await shutAccount(tx, userId, now) === 0) throw new AppError("unauthenticated");
}

/** The same without asking; 0 where it was shut before. */
export async function shutAccount(tx: Statements, userId: string, now: Date): Promise<number> {
  const shut = await tx.run(sql`update users set disabled_at = ${now} where id = ${userId} and disabled_at is null`);
  await tx.run(sql`update sessions set revoked_at = ${now} where user_id = ${userId} and revoked_at is null`);
  await tx.run(sql`update api_keys set revoked_at = ${now} where user_id = ${userId} and revoked_at is null`);
  await tx.run(sql`update one_use_links set used_at = ${now} where user_id = ${userId} and used_at is null`);
  return shut;
}

/** After that transaction. */
export const forgetPerson = (userId: string): void => forgetCredentialsOf(userId);

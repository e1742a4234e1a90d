import { z } from "zod";
import { columns, sql, type Statements } from "@/lib/platform/db";
import { ssoConnection } from "./schema";

const connectionRow = z.object({
  id: z.string(), workspaceId: z.string(), issuer: z.string(), clientId: z.string(), clientSecret: z.string(), clientSecretLastFour: z.string(),
  defaultRole: ssoConnection.shape.defaultRole, enabled: z.boolean(), updatedAt: z.iso.datetime(),
});
export type ConnectionRow = z.infer<typeof connectionRow>;
const connectionFields = sql`c.id, c.workspace_id, c.issuer, c.client_id, c.client_secret, c.client_secret_last_four, c.default_role, c.enabled, c.updated_at`;

const domainRow = z.object({ id: z.string(), domain: z.string(), token: z.string(), verifiedAt: z.iso.datetime().nullable() });
export type DomainRow = z.infer<typeof domainRow>;
const domainFields = sql`id, domain, token, verified_at`;

export const findConnection = (tx: Statements, workspaceId: string): Promise<ConnectionRow | null> =>
  tx.find(connectionRow, sql`select ${connectionFields} from sso_connections c where c.workspace_id = ${workspaceId}`);
/** Holds the connection until the transaction ends: people who come by it are let in one after the other. */
export const lockConnection = (tx: Statements, id: string): Promise<ConnectionRow | null> =>
  tx.find(connectionRow, sql`select ${connectionFields} from sso_connections c where c.id = ${id} for update`);
export const findConnectionById = (tx: Statements, id: string): Promise<ConnectionRow | null> => tx.find(connectionRow, sql`select ${connectionFields} from sso_connections c where c.id = ${id}`);
/** The one that is on and has proven this domain. */
export const findByVerifiedDomain = (tx: Statements, domain: string): Promise<ConnectionRow | null> => tx.find(connectionRow, sql`
  select ${connectionFields} from sso_connections c join sso_domains d on d.workspace_id = c.workspace_id where d.domain = ${domain} and d.verified_at is not null and c.enabled`);

export interface NewConnection { id: string; workspaceId: string; issuer: string; clientId: string; clientSecret: string; clientSecretLastFour: string; defaultRole: string; enabled: boolean; createdAt: Date; updatedAt: Date }
export const upsertConnection = (tx: Statements, row: NewConnection): Promise<number> => tx.run(sql`
  insert into sso_connections ${columns({ ...row })} on conflict (workspace_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
  client_secret = excluded.client_secret, client_secret_last_four = excluded.client_secret_last_four, default_role = excluded.default_role, enabled = excluded.enabled, updated_at = excluded.updated_at`);
export const deleteConnection = (tx: Statements, workspaceId: string): Promise<number> => tx.run(sql`delete from sso_connections where workspace_id = ${workspaceId}`);

export const listDomains = (tx: Statements, workspaceId: string): Promise<DomainRow[]> => tx.many(domainRow, sql`select ${domainFields} from sso_domains where workspace_id = ${workspaceId} order by domain`);
export const findDomain = (tx: Statements, workspaceId: string, id: string): Promise<DomainRow | null> => tx.find(domainRow, sql`select ${domainFields} from sso_domains where workspace_id = ${workspaceId} and id = ${id}`);
export const deleteOtherDomains = (tx: Statements, workspaceId: string, kept: readonly string[]): Promise<number> =>
  tx.run(sql`delete from sso_domains where workspace_id = ${workspaceId} and domain <> all(${[...kept]})`);
export const insertDomain = (tx: Statements, row: { id: string; workspaceId: string; domain: string; token: string; createdAt: Date }): Promise<number> =>
  tx.run(sql`insert into sso_domains ${columns(row)} on conflict (workspace_id, domain) do nothing`);
/** The index lets one workspace have a domain: of two at once the second fails on `sso_domains_verified`. 0 where it was taken off the list. */
export const verifyDomain = (tx: Statements, workspaceId: string, id: string, now: Date): Promise<number> =>
  tx.run(sql`update sso_domains set verified_at = coalesce(verified_at, ${now}) where workspace_id = ${workspaceId} and id = ${id}`);
export const isVerifiedDomain = async (tx: Statements, workspaceId: string, domain: string): Promise<boolean> =>
  (await tx.find(z.object({ id: z.string() }), sql`select id from sso_domains where workspace_id = ${workspaceId} and domain = ${domain} and verified_at is not null`)) !== null;

/** Where somebody stands at one workspace's identity server. */
export interface Subject { workspaceId: string; issuer: string; subject: string }
const identityRow = z.object({ userId: z.string(), email: z.string() });
export const findIdentity = (tx: Statements, { workspaceId, issuer, subject }: Subject) => tx.find(identityRow, sql`
  select user_id, email from sso_identities where workspace_id = ${workspaceId} and issuer = ${issuer} and subject = ${subject}`);
export const hasIdentity = async (tx: Statements, { workspaceId, issuer }: Subject, userId: string): Promise<boolean> =>
  (await tx.find(z.object({ userId: z.string() }), sql`select user_id from sso_identities where workspace_id = ${workspaceId} and issuer = ${issuer} and user_id = ${userId}`)) !== null;
export const insertIdentity = (tx: Statements, row: Subject & { userId: string; email: string; createdAt: Date; lastUsedAt: Date }): Promise<number> => tx.run(sql`insert into sso_identities ${columns({ ...row })}`);
export const touchIdentity = (tx: Statements, { workspaceId, issuer, subject }: Subject, email: string, now: Date): Promise<number> => tx.run(sql`
  update sso_identities set email = ${email}, last_used_at = ${now} where workspace_id = ${workspaceId} and issuer = ${issuer} and subject = ${subject}`);

/** 0 where it was used before. */
export const takeState = (tx: Statements, stateHash: Buffer, expiresAt: Date): Promise<number> => tx.run(sql`insert into sso_used_states ${columns({ stateHash, expiresAt })} on conflict do nothing`);
export const forgetStates = (tx: Statements, now: Date): Promise<number> => tx.run(sql`delete from sso_used_states where expires_at < ${now}`);

const secretRow = z.object({ id: z.string(), clientSecret: z.string() });
export const secretsAfter = (tx: Statements, id: string, limit: number): Promise<z.infer<typeof secretRow>[]> => tx.many(secretRow, sql`select id, client_secret from sso_connections where id > ${id} order by id limit ${limit}`);
/** 0 where it was set anew in the meantime. */
export const replaceSecret = (tx: Statements, id: string, before: string, after: string): Promise<number> => tx.run(sql`update sso_connections set client_secret = ${after} where id = ${id} and client_secret = ${before}`);

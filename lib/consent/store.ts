import { z } from "zod";
import { columns, sql, type Sql, type Statements } from "@/lib/platform/db";
import type { ConsentKind } from "./schema";
import type { Consenter } from "./service";

const of = ({ userId, callerHash, conversationId }: Consenter): Sql =>
  sql`(c.user_id = ${userId}::uuid or c.caller_hash = ${callerHash}::bytea or (c.user_id is null and c.caller_hash is null and c.conversation_id = ${conversationId}::text))`;

export interface NewConsent { id: string; workspaceId: string; agentId: string; conversationId: string; userId: string | null; callerHash: Buffer | null; kind: ConsentKind; textVersion: string; grantedAt: Date }
/** A consent that stands already is left as it is. */
export const insertConsent = (tx: Statements, row: NewConsent): Promise<number> => tx.run(sql`insert into consents ${columns({ ...row })} on conflict do nothing`);

/** What was agreed to at sign-up becomes a consent with this agent, once: not where it was taken back. */
export const spreadSignUp = (tx: Statements, row: { id: string; workspaceId: string; agentId: string; userId: string; textVersion: string; grantedAt: Date }): Promise<number> => tx.run(sql`
  insert into consents (id, workspace_id, agent_id, user_id, kind, text_version, granted_at)
  select ${row.id}, ${row.workspaceId}, ${row.agentId}, ${row.userId}::uuid, 'text', ${row.textVersion}, ${row.grantedAt}::timestamptz
  from (select id from consents where user_id = ${row.userId}::uuid and agent_id is null and kind = 'text' and text_version = ${row.textVersion} and withdrawn_at is null limit 1 for share) signed_up
  where not exists (select from consents known where known.user_id = ${row.userId}::uuid and known.agent_id = ${row.agentId} and known.kind = 'text' and known.text_version = ${row.textVersion})
  on conflict do nothing`);

const kindRow = z.object({ kind: z.enum(["text", "audio"]) });
/** Held until the transaction ends: taking back waits, and then finds what was written on the strength of it. */
export const findStanding = async (tx: Statements, whose: Consenter, agentId: string, versions: readonly string[]): Promise<ConsentKind[]> =>
  (await tx.many(kindRow, sql`select c.kind from consents c where c.agent_id = ${agentId} and c.withdrawn_at is null and c.text_version = any(${versions}) and ${of(whose)} for share`)).map(({ kind }) => kind);

/** Those of one agent, or all where `agentId` is null. Locked first: what was being written on their strength is then there to be found. */
export async function withdrawConsents(tx: Statements, whose: Consenter, agentId: string | null, kinds: readonly ConsentKind[], now: Date): Promise<number> {
  const these = sql`c.withdrawn_at is null and c.kind = any(${kinds}) and ${of(whose)} and (${agentId}::text is null or c.agent_id = ${agentId}::text)`;
  await tx.many(z.object({ id: z.string() }), sql`select c.id from consents c where ${these} order by c.id for update`);
  return tx.run(sql`update consents c set withdrawn_at = ${now} where ${these}`);
}

const granted = kindRow.extend({ agentId: z.string().nullable(), agentName: z.string().nullable(), textVersion: z.string(), grantedAt: z.string() });
export type GrantedConsent = z.infer<typeof granted>;
/** Newest first. */
export const listGranted = (tx: Statements, whose: Consenter, slug: string | null): Promise<GrantedConsent[]> => tx.many(granted, sql`
  select c.kind, c.agent_id, a.name as agent_name, c.text_version, c.granted_at from consents c left join agents a on a.id = c.agent_id
  where c.withdrawn_at is null and ${of(whose)} and (${slug}::text is null or a.slug = ${slug}::text) order by c.granted_at desc, c.id desc limit 1000`);

const standing = z.object({ text: z.boolean(), audio: z.boolean() });
/** What would hold in a call that began now; writes nothing. Null where there is no such agent. */
export const previewStanding = (tx: Statements, whose: Consenter, agent: { slug: string; ownWorkspaceId: string }, versions: { caller: string; signUp: string }): Promise<z.infer<typeof standing> | null> => tx.find(standing, sql`
  select exists (select from consents c where c.agent_id = a.id and c.kind = 'text' and c.withdrawn_at is null and ${of(whose)} and (c.text_version = ${versions.caller} or (c.text_version = ${versions.signUp} and a.workspace_id = ${agent.ownWorkspaceId})))
    or (a.workspace_id = ${agent.ownWorkspaceId}
      and exists (select from consents c where c.user_id = ${whose.userId}::uuid and c.agent_id is null and c.kind = 'text' and c.text_version = ${versions.signUp} and c.withdrawn_at is null)
      and not exists (select from consents c where c.user_id = ${whose.userId}::uuid and c.agent_id = a.id and c.kind = 'text' and c.text_version = ${versions.signUp})) as text,
    exists (select from consents c where c.agent_id = a.id and c.kind = 'audio' and c.withdrawn_at is null and c.text_version = ${versions.caller} and ${of(whose)}) as audio
  from agents a where a.slug = ${agent.slug}`);

const outlived = kindRow.extend({ userId: z.string().nullable(), callerHash: z.instanceof(Buffer).nullable(), agentId: z.string().nullable() });
export type OutlivedConsent = z.infer<typeof outlived>;
/** Consents that stand although they were taken back at that time: given before it, and not again after it. `subject` is the SHA-256 of the account's number or of the caller's token, in hex. */
export const listOutlived = (tx: Statements, { subject, agentId, kinds, at }: { subject: string; agentId: string | null; kinds: readonly ConsentKind[]; at: string }): Promise<OutlivedConsent[]> => tx.many(outlived, sql`
  select distinct c.kind, c.user_id, c.caller_hash, c.agent_id from consents c
  where (c.caller_hash = decode(${subject}, 'hex') or c.user_id = (select u.id from users u where encode(sha256(u.id::text::bytea), 'hex') = ${subject}))
    and c.withdrawn_at is null and c.granted_at <= ${at}::timestamptz and c.kind = any(${kinds}) and (${agentId}::text is null or c.agent_id = ${agentId}::text)
    and not exists (select from consents n where n.kind = c.kind and n.agent_id is not distinct from c.agent_id and (n.user_id = c.user_id or n.caller_hash = c.caller_hash) and n.granted_at > ${at}::timestamptz)`);

export const withdrawSignUp = (tx: Statements, { userId }: Consenter, now: Date): Promise<number> =>
  tx.run(sql`update consents set withdrawn_at = ${now} where user_id = ${userId}::uuid and agent_id is null and withdrawn_at is null`);

import type { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, joined, json, sql, type Sql, type Statements } from "@/lib/platform/db";
import type { Order, SortColumn } from "@/lib/platform/page";
import { auditEvent, type auditFilter, type AuditAction, type AuditEvent } from "./schema";

export interface NewAuditEvent {
  id: string; workspaceId: string | null; action: AuditAction; actorKind: AuditEvent["actorKind"]; actorId: string | null; credentialId: string | null;
  targetKind: string | null; targetId: string | null; detail: Record<string, unknown>; fromAddress: string | null; at: Date;
}
export const insertEvent = (tx: Statements, row: NewAuditEvent): Promise<number> => tx.run(sql`insert into audit_events ${columns({ ...row })}`);

/** Nothing where the same was written since then: a guesser fills no table. */
export const insertEventOnce = (tx: Statements, row: NewAuditEvent, since: Date): Promise<number> => tx.run(sql`
  insert into audit_events (id, workspace_id, action, actor_kind, actor_id, credential_id, target_kind, target_id, detail, from_address, at)
  select ${row.id}, ${row.workspaceId}, ${row.action}, ${row.actorKind}, ${row.actorId}::uuid, ${row.credentialId}, ${row.targetKind}, ${row.targetId}, ${json(row.detail)}, ${row.fromAddress}, ${row.at}::timestamptz
  where not exists (select from audit_events where action = ${row.action} and target_id is not distinct from ${row.targetId} and from_address is not distinct from ${row.fromAddress} and at > ${since})`);

export const eventId = sql`e.id`;
export const eventSorts = { sequence: { column: sql`e.sequence`, kind: "number" } } as const satisfies Record<string, SortColumn>;

/** `workspaceId` null: every workspace's, and those of none. */
export function listEvents(ctx: Ctx, workspaceId: string | null, filter: z.output<typeof auditFilter>, { after, tail }: Order): Promise<AuditEvent[]> {
  const where: Sql[] = [after, workspaceId === null ? sql`true` : sql`e.workspace_id = ${workspaceId}`];
  if (filter.action) where.push(sql`e.action = ${filter.action}`);
  if (filter.actorId) where.push(sql`e.actor_id = ${filter.actorId}`);
  if (filter.targetId) where.push(sql`e.target_id = ${filter.targetId}`);
  if (filter.from) where.push(sql`e.at >= ${filter.from}::timestamptz`);
  if (filter.to) where.push(sql`e.at < ${filter.to}::timestamptz`);
  return ctx.db.many(auditEvent, sql`
    select e.id, e.sequence, e.workspace_id, e.action, e.at, e.actor_kind, e.actor_id, u.email as actor_email, e.credential_id, e.target_kind, e.target_id, e.detail, e.from_address
    from audit_events e left join users u on u.id = e.actor_id where ${joined(where, " and ")} ${tail}`);
}

export const forgetAddresses = (ctx: Ctx, before: Date): Promise<number> => ctx.db.run(sql`update audit_events set from_address = null where from_address is not null and at < ${before}`);

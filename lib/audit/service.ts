import type { z } from "zod";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { pageFrom, type Asked } from "@/lib/platform/page";
import { auditQuery, type auditFilter, type auditPage, type AuditAction, type AuditEvent } from "./schema";
import * as store from "./store";

/** The address is for finding out about an attack; after so long nobody is looking any more. */
const addressMs = 90 * 86_400_000;
const exportBatch = 100;

export interface AuditEntry {
  action: AuditAction;
  /** Where it is not the actor's own; null for what belongs to no workspace. */
  workspaceId?: string | null;
  /** Where it is not the actor, as at sign-in. */
  actorId?: string;
  target?: { kind: string; id: string };
  /** Never words, addresses of people, or keys. */
  detail?: Record<string, unknown>;
}

/** Writes it down in the transaction of what is done, so that neither is there without the other. `tx` must be the system's. */
export async function recordAudit(tx: Statements, ctx: Ctx, entry: AuditEntry): Promise<void> {
  await store.insertEvent(tx, rowOf(ctx, entry));
}

function rowOf(ctx: Ctx, entry: AuditEntry): store.NewAuditEvent {
  const { actor } = ctx;
  const isSystem = ctx.from === null && actor.userId === null && !entry.actorId;
  return {
    id: newId("aud"), action: entry.action, workspaceId: entry.workspaceId === undefined ? actor.workspaceId || null : entry.workspaceId,
    actorKind: entry.actorId ? "user" : isSystem ? "system" : actor.kind, actorId: entry.actorId ?? actor.userId, credentialId: actor.credentialId,
    targetKind: entry.target?.kind ?? null, targetId: entry.target?.id ?? null, detail: entry.detail ?? {}, fromAddress: ctx.from, at: ctx.clock.now(),
  };
}

/** What strangers can cause at will is written once a minute for each thing and address it is tried from. */
export async function recordAttempt(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await store.insertEventOnce(asSystem(ctx).db, rowOf(ctx, entry), new Date(ctx.clock.now().getTime() - 60_000));
}

/** The same for a rule whose own statements run under the actor's role. */
export const recordAuditAlone = (ctx: Ctx, entry: AuditEntry): Promise<void> => recordAudit(asSystem(ctx).db, ctx, entry);

type Page = z.output<typeof auditPage>;

export async function listAudit(ctx: Ctx, query: Asked<typeof auditQuery> = {}): Promise<Page> {
  return page(asSystem(ctx), ctx.actor.workspaceId, query);
}

export async function listAllAudit(ctx: Ctx, query: Asked<typeof auditQuery> = {}): Promise<Page> {
  const found = await page(asSystem(ctx), null, query);
  await recordAuditAlone(ctx, { action: "admin.audit_read", workspaceId: null });
  return found;
}

const page = (ctx: Ctx, workspaceId: string | null, asked: Asked<typeof auditQuery>): Promise<Page> => {
  const query = auditQuery.parse(asked);
  return pageFrom(query, store.eventSorts, (order) => store.listEvents(ctx, workspaceId, query, order), store.eventId);
};

const csvFields = ["at", "action", "actorKind", "actorId", "actorEmail", "credentialId", "targetKind", "targetId", "detail", "fromAddress"] as const satisfies readonly (keyof AuditEvent)[];

/** Streams what matches, batch by batch: the whole is never in memory. */
export async function exportAudit(ctx: Ctx, filter: z.output<typeof auditFilter>): Promise<Response> {
  const system = asSystem(ctx);
  let cursor: string | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) { controller.enqueue(line(csvFields)); },
    async pull(controller) {
      const { items, nextCursor } = await page(system, ctx.actor.workspaceId, { ...filter, limit: exportBatch, cursor });
      for (const event of items) controller.enqueue(line(csvFields.map((field) => event[field])));
      if (nextCursor === null) controller.close();
      else cursor = nextCursor;
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="audit.csv"` } });
}

const line = (values: readonly unknown[]): Uint8Array => new TextEncoder().encode(`${values.map(cell).join(",")}\r\n`);

/** Quoted, and never a formula of a spreadsheet. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

export const sweepAuditAddresses = (ctx: Ctx): Promise<number> => store.forgetAddresses(asSystem(ctx), new Date(ctx.clock.now().getTime() - addressMs));

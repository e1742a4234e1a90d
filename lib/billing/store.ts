import { z } from "zod";
import { sql, type Sql, type Statements } from "@/lib/platform/db";
import { joined } from "@/lib/platform/sql";
import { planNames, type PlanName } from "@/lib/platform/plans";
import type { Order, SortColumn } from "@/lib/platform/page";

const planRow = z.object({ plan: z.enum(planNames).nullable() });
/** Null where there is no such workspace. */
export const findPlan = (tx: Statements, workspaceId: string) => tx.find(planRow, sql`select plan from workspaces where id = ${workspaceId}`);
/** Whoever counts next waits until the transaction ends. Rows that refer to the workspace may be made meanwhile: this is no lock of its key. */
export const lockWorkspace = (tx: Statements, workspaceId: string): Promise<number> => tx.run(sql`select from workspaces where id = ${workspaceId} for no key update`);
/** Under the system role. 0 where there is no such workspace. */
export const setPlan = (tx: Statements, workspaceId: string, plan: PlanName | null): Promise<number> => tx.run(sql`update workspaces set plan = ${plan} where id = ${workspaceId}`);

export interface Period { start: Date; end: Date }

/** Calls that last, as against turns over HTTP, which are counted one by one. */
const lasting = sql`channel in ('browser', 'realtime')`;
const talkedMs = (workspaceId: Sql, { start }: Period, now: Date): Sql => sql`(
  coalesce((select talked_ms from usage_months where workspace_id = ${workspaceId} and month = ${start.toISOString().slice(0, 10)}::date), 0)
  + (select coalesce(sum(greatest(0, extract(epoch from least(line_expires_at, ${now}::timestamptz) - greatest(started_at, ${start}::timestamptz)) * 1000)), 0)
     from conversations where workspace_id = ${workspaceId} and ended_at is null and ${lasting}))::double precision`;
const agentCount = (workspaceId: Sql): Sql => sql`(select count(*) from agents where workspace_id = ${workspaceId})`;
const callCount = (workspaceId: Sql, now: Date): Sql => sql`(select count(*) from conversations where workspace_id = ${workspaceId} and ended_at is null and line_expires_at > ${now}::timestamptz)`;

const counts = z.object({ talkedMs: z.number(), agents: z.number(), calls: z.number() });
export type Counts = z.infer<typeof counts>;
/** One statement, so that its parts fit each other. */
const countColumns = (workspaceId: Sql, period: Period, now: Date): Sql => sql`${talkedMs(workspaceId, period, now)} as talked_ms, ${agentCount(workspaceId)} as agents, ${callCount(workspaceId, now)} as calls`;
export const countUse = (tx: Statements, workspaceId: string, period: Period, now: Date): Promise<Counts> => tx.one(counts, sql`select ${countColumns(sql`${workspaceId}`, period, now)}`);

/** Nothing where the workspace is gone. */
export const addTalked = (tx: Statements, workspaceId: string, month: string, talkedForMs: number): Promise<number> => tx.run(sql`
  insert into usage_months (workspace_id, month, talked_ms) select id, ${month}::date, ${talkedForMs}::bigint from workspaces where id = ${workspaceId}
  on conflict (workspace_id, month) do update set talked_ms = usage_months.talked_ms + excluded.talked_ms`);

export const workspaceSorts = { createdAt: { column: sql`w.created_at`, kind: "time" }, name: { column: sql`w.name`, kind: "text" } } as const satisfies Record<string, SortColumn>;
export const workspaceId = sql`w.id`;
const workspaceRow = counts.extend({ id: z.string(), name: z.string(), createdAt: z.string(), members: z.number(), plan: z.enum(planNames).nullable() });
export type WorkspaceRow = z.infer<typeof workspaceRow>;
const workspaces = (where: Sql, tail: Sql, period: Period, now: Date): Sql => sql`
  select w.id, w.name, w.created_at, w.plan, (select count(*) from members m where m.workspace_id = w.id) as members, ${countColumns(sql`w.id`, period, now)} from workspaces w where ${where} ${tail}`;
export const listWorkspaces = (tx: Statements, search: string | null, { after, tail }: Order, period: Period, now: Date): Promise<WorkspaceRow[]> =>
  tx.many(workspaceRow, workspaces(joined([...(search === null ? [] : [sql`w.name ilike ${`%${search.replace(/[\\%_]/g, "\\$&")}%`}`]), after], " and "), tail, period, now));
export const findWorkspace = (tx: Statements, id: string, period: Period, now: Date): Promise<WorkspaceRow | null> => tx.find(workspaceRow, workspaces(sql`w.id = ${id}`, sql``, period, now));

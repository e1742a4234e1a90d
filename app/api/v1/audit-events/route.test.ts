import { expect, test } from "@jest/globals";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { GET as listAll } from "@/app/api/v1/admin/audit-events/route";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx } from "@/lib/platform/ctx";
import { signIn } from "@/lib/identity/service";
import { recordAuditAlone, sweepAuditAddresses } from "@/lib/audit/service";
import { GET as exportCsv } from "./export/route";
import { GET as list } from "./route";

useTestDatabase();
const path = "/api/v1/audit-events";
interface Page { items: { id: string; action: string; targetId: string | null }[]; nextCursor: string | null }
const pageOf = async (response: Response): Promise<Page> => await response.json() as Page;

test("what a member does is written with who, what and from where, seen by their workspace's admins and by no other", async () => {
  const [member, other] = [await makeMember(), await makeMember()];
  await makeKey(member);
  const { items } = await pageOf(await list(testRequest("GET", `${path}?action=key.created`, { as: member })));
  expect(items).toEqual([expect.objectContaining({ action: "key.created", actorId: member.actor.userId, actorEmail: member.email, targetKind: "key", workspaceId: member.actor.workspaceId })]);
  expect((await pageOf(await list(testRequest("GET", path, { as: other })))).items.map(({ action }) => action)).not.toContain("key.created");
  const viewer = await makeMember();
  await inspect(sql`update members set role = 'builder' where user_id = ${viewer.actor.userId}`);
  expect((await list(testRequest("GET", path, { as: viewer }))).status).toBe(403);
  expect((await list(testRequest("GET", path))).status).toBe(401);
});

test("no statement changes, deletes or empties what is written, whatever the role", async () => {
  const { ctx } = await makeMember();
  await recordAuditAlone(ctx, { action: "workspace.changed" });
  for (const statement of [sql`update audit_events set action = 'key.created'`, sql`delete from audit_events`, sql`truncate audit_events`]) {
    await expect(inspect(statement)).rejects.toMatchObject({ code: "42501" });
    await expect(ctx.db.run(statement)).rejects.toMatchObject({ code: "42501" });
  }
  expect(await inspect(sql`select count(*) as count from audit_events where action = 'workspace.changed'`)).toEqual([{ count: 1 }]);
});

test("pages follow each other without a gap or a repeat, and a foreign cursor is refused", async () => {
  const member = await makeMember();
  for (let number = 0; number < 7; number += 1) await recordAuditAlone(member.ctx, { action: "workspace.changed", target: { kind: "workspace", id: `n${number}` } });
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Page = await pageOf(await list(testRequest("GET", `${path}?action=workspace.changed&limit=3${cursor ? `&cursor=${cursor}` : ""}`, { as: member })));
    seen.push(...page.items.map(({ targetId }) => targetId ?? ""));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(["n6", "n5", "n4", "n3", "n2", "n1", "n0"]);
  expect((await list(testRequest("GET", `${path}?cursor=nonsense`, { as: member }))).status).toBe(422);
});

test("the export is CSV of this workspace alone, and no cell is a formula", async () => {
  const [member, other] = [await makeMember(), await makeMember()];
  await recordAuditAlone(member.ctx, { action: "workspace.changed", target: { kind: "workspace", id: "=cmd()" } });
  await recordAuditAlone(other.ctx, { action: "workspace.changed", target: { kind: "workspace", id: "theirs" } });
  const response = await exportCsv(testRequest("GET", `${path}/export`, { as: member }));
  const text = await response.text();
  expect(response.headers.get("content-type")).toContain("text/csv");
  expect(text).toContain(`"'=cmd()"`);
  expect(text).not.toContain("theirs");
});

test("guessing fills no table: the same refusal is written once a minute", async () => {
  const member = await makeMember();
  const from = systemCtx({ from: "192.0.2.7" });
  for (let attempt = 0; attempt < 4; attempt += 1) await expect(signIn(from, { email: member.email, password: "wrong password" }, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await inspect(sql`select from_address, actor_kind from audit_events where action = 'session.refused' and target_id = ${member.actor.userId}`)).toEqual([{ fromAddress: "192.0.2.7", actorKind: "caller" }]);
});

test("only a platform administrator reads everybody's, and that is written too", async () => {
  const [member, admin] = [await makeMember(), await makeMember({ admin: true })];
  expect((await listAll(testRequest("GET", "/api/v1/admin/audit-events", { as: member }))).status).toBe(403);
  expect((await listAll(testRequest("GET", "/api/v1/admin/audit-events", { as: admin }))).status).toBe(200);
  expect(await inspect(sql`select actor_id from audit_events where action = 'admin.audit_read'`)).toEqual([{ actorId: admin.actor.userId }]);
});

test("the address an event came from is forgotten after ninety days, the event is not", async () => {
  const member = await makeMember();
  await recordAuditAlone({ ...member.ctx, from: "192.0.2.9" }, { action: "workspace.changed" });
  await sweepAuditAddresses(systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + 91 * 86_400_000) } }));
  expect(await inspect(sql`select from_address from audit_events where actor_id = ${member.actor.userId} and action = 'workspace.changed'`)).toEqual([{ fromAddress: null }]);
});

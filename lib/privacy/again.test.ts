import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isErased } from "@/lib/backups/ledger";
import { systemCtx } from "@/lib/platform/ctx";
import { newId, newUserId } from "@/lib/platform/ids";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { eraseAgain } from "./again";
import { pseudonymOf } from "./pseudonym";

const directory = mkdtempSync(join(tmpdir(), "parley-again-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const idOf = (member: TestMember): string => member.actor.userId ?? "";
const isThere = async (userId: string) => (await inspect(sql`select id from users where id = ${userId}::uuid`)).length > 0;
const addTo = (workspaceId: string, member: TestMember, role: string) => inspect(sql`insert into members (workspace_id, user_id, role) values (${workspaceId}, ${idOf(member)}::uuid, ${role}) returning role`);

test("somebody whom a restore brought back is erased at once, although they are the only owner and the only administrator there; the workspace goes on with an owner", async () => {
  const [back, viewer, builder] = [await makeMember({ admin: true }), await makeMember(), await makeMember()];
  const workspaceId = back.actor.workspaceId;
  await addTo(workspaceId, viewer, "viewer");
  await addTo(workspaceId, builder, "builder");
  await eraseAgain(systemCtx(), idOf(back));
  expect(await isThere(idOf(back))).toBe(false);
  expect(await inspect(sql`select user_id, role from members where workspace_id = ${workspaceId} order by role`)).toEqual([{ userId: idOf(builder), role: "owner" }, { userId: idOf(viewer), role: "viewer" }]);
  expect(await isErased(idOf(back))).toBe(true);
  expect(await isErased(idOf(viewer))).toBe(false);
  expect(await inspect(sql`select user_id, pseudonym from erasures`)).toEqual([{ userId: null, pseudonym: pseudonymOf(idOf(back)) }]);
});

test("an erasure that was under way when the backup was made is brought to its end", async () => {
  const back = await makeMember();
  await inspect(sql`insert into erasures (id, user_id, pseudonym, workspace_ids, requested_at, leased_until) values (${newId("era")}, ${idOf(back)}::uuid, ${pseudonymOf(idOf(back))}::uuid, ${[back.actor.workspaceId]}, now(), now() + interval '20 seconds') returning id`);
  await eraseAgain(systemCtx(), idOf(back));
  expect(await isThere(idOf(back))).toBe(false);
  expect(await inspect(sql`select id from workspaces where id = ${back.actor.workspaceId}`)).toEqual([]);
});

test("of somebody who is not there nothing is done", async () => {
  await eraseAgain(systemCtx(), newUserId());
  expect(await inspect(sql`select id from erasures where done_at is null`)).toEqual([]);
});

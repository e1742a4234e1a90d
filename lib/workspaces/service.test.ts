import { expect, test } from "@jest/globals";
import { actorFromHeaders, recheckActor } from "@/lib/identity/session";
import { inspect, makeKey, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { ctxFor, systemCtx } from "@/lib/platform/ctx";
import { createWorkspace, listMembers, listWorkspaces, removeMember, switchWorkspace, updateMember } from "./service";

useTestDatabase();
const join = (member: TestMember, workspaceId: string, role: string) => inspect(sql`insert into members (workspace_id, user_id, role) values (${workspaceId}, ${member.actor.userId}, ${role})`);
const idOf = (member: TestMember) => member.actor.userId ?? "";
const inWorkspace = (member: TestMember, workspaceId: string, role: "viewer" | "builder" | "admin" | "owner") => ctxFor({ ...member.actor, workspaceId, role });
const seen = (member: TestMember) => actorFromHeaders(new Headers({ cookie: member.cookie }), { changesState: false });

/** A workspace with an owner, an admin and a builder. */
async function team() {
  const [owner, admin, builder] = [await makeMember(), await makeMember(), await makeMember()];
  const id = owner.actor.workspaceId;
  await join(admin, id, "admin");
  await join(builder, id, "builder");
  return { id, owner, admin, builder, asAdmin: inWorkspace(admin, id, "admin"), asBuilder: inWorkspace(builder, id, "builder") };
}

test("a session looks at the workspace it was turned to, and at no other's", async () => {
  const { id, owner, admin } = await team();
  expect((await listWorkspaces(admin.ctx)).map((each) => [each.id, each.role, each.current])).toEqual([[admin.actor.workspaceId, "owner", true], [id, "admin", false]]);
  await switchWorkspace(admin.ctx, { workspaceId: id });
  expect(await seen(admin)).toMatchObject({ workspaceId: id, role: "admin" });
  expect(await seen(owner)).toMatchObject({ workspaceId: id, role: "owner" });
  const stranger = await makeMember();
  await expect(switchWorkspace(stranger.ctx, { workspaceId: id })).rejects.toMatchObject({ code: "not_found" });
  expect(await seen(stranger)).toMatchObject({ workspaceId: stranger.actor.workspaceId });
});

test("a new workspace belongs to its maker, who looks at it at once", async () => {
  const member = await makeMember();
  const { id } = await createWorkspace(member.ctx, { name: "Second" });
  expect(await seen(member)).toMatchObject({ workspaceId: id, role: "owner" });
});

test("an admin changes roles below owner; owners are made and unmade by owners", async () => {
  const { owner, admin, builder, asAdmin } = await team();
  await updateMember(asAdmin, { userId: idOf(builder), role: "viewer" });
  await expect(updateMember(asAdmin, { userId: idOf(builder), role: "owner" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(updateMember(asAdmin, { userId: idOf(owner), role: "viewer" })).rejects.toMatchObject({ code: "forbidden" });
  await updateMember(owner.ctx, { userId: idOf(admin), role: "owner" });
  expect((await listMembers(owner.ctx)).map(({ role }) => role).sort()).toEqual(["owner", "owner", "viewer"]);
});

test("a builder removes nobody, an admin no owner, and a stranger is not there", async () => {
  const { owner, admin, asAdmin, asBuilder } = await team();
  await expect(removeMember(asBuilder, { userId: idOf(admin) })).rejects.toMatchObject({ code: "forbidden" });
  await expect(removeMember(asAdmin, { userId: idOf(owner) })).rejects.toMatchObject({ code: "forbidden" });
  await expect(removeMember(asAdmin, { userId: idOf(await makeMember()) })).rejects.toMatchObject({ code: "not_found" });
});

test("the last owner neither leaves nor steps down, also when two do at once", async () => {
  const { id, owner, admin } = await team();
  await expect(removeMember(owner.ctx, { userId: idOf(owner) })).rejects.toMatchObject({ code: "last_owner" });
  await expect(updateMember(owner.ctx, { userId: idOf(owner), role: "viewer" })).rejects.toMatchObject({ code: "last_owner" });
  await updateMember(owner.ctx, { userId: idOf(admin), role: "owner" });
  const both = await Promise.allSettled([removeMember(owner.ctx, { userId: idOf(owner) }), removeMember(inWorkspace(admin, id, "owner"), { userId: idOf(admin) })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await inspect(sql`select count(*) as count from members where workspace_id = ${id} and role = 'owner'`)).toEqual([{ count: 1 }]);
});

test("whoever is removed sees nothing of the workspace any more: by session, key or running call", async () => {
  const { id, builder, asAdmin } = await team();
  await switchWorkspace(builder.ctx, { workspaceId: id });
  const there = await seen(builder);
  const key = await makeKey({ ...builder, ctx: inWorkspace(builder, id, "builder") });
  await removeMember(asAdmin, { userId: idOf(builder) });
  expect(await seen(builder)).toMatchObject({ workspaceId: builder.actor.workspaceId });
  expect(there && await recheckActor(there)).toBe(false);
  await expect(actorFromHeaders(new Headers({ authorization: `Bearer ${key}` }), { changesState: false })).rejects.toMatchObject({ code: "unauthenticated" });
});

test("who leaves the only workspace they had is given an empty one, and stays signed in", async () => {
  const { id, owner } = await team();
  const guest = await makeMember();
  await join(guest, id, "viewer");
  await inspect(sql`delete from members where user_id = ${idOf(guest)} and workspace_id = ${guest.actor.workspaceId}`);
  await removeMember(inWorkspace(guest, id, "viewer"), { userId: idOf(guest) });
  expect(await seen(guest)).toMatchObject({ role: "owner" });
  expect((await seen(guest))?.workspaceId).not.toBe(owner.actor.workspaceId);
});

test("what is done to members is written down", async () => {
  const { id, builder, asAdmin } = await team();
  await updateMember(asAdmin, { userId: idOf(builder), role: "viewer" });
  await removeMember(asAdmin, { userId: idOf(builder) });
  expect(await inspect(sql`select action, detail from audit_events where workspace_id = ${id} and target_id = ${idOf(builder)} order by sequence`))
    .toEqual([{ action: "member.role_changed", detail: { from: "builder", to: "viewer" } }, { action: "member.removed", detail: {} }]);
  expect(systemCtx().from).toBeNull();
});

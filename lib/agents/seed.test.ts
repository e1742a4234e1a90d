import { beforeAll, expect, test } from "@jest/globals";
import { addEntry, getKnowledge } from "@/lib/knowledge/service";
import { anonymousActor, ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { useTestDatabase } from "@/lib/testing/harness";
import { seedDemo, seedWorkspaceId } from "./seed";
import { getCallableAgent } from "./service";

useTestDatabase();
let system: Ctx;
let inside: Ctx;
beforeAll(() => {
  system = systemCtx();
  inside = ctxFor({ ...anonymousActor, kind: "user", userId: "00000000-0000-4000-8000-000000000000", workspaceId: seedWorkspaceId, role: "owner" });
});
/** As though the seed file had a later version than the one that was seeded. */
const forgetVersion = () => system.db.run(sql`update workspaces set settings = jsonb_set(settings, '{seed,seedVersion}', '0') where id = ${seedWorkspaceId}`);
const demo = () => getCallableAgent(ctxFor(anonymousActor), "demo", null);

test("two processes that seed at once make one demo agent, public and published", async () => {
  const results = await Promise.all([seedDemo(system), seedDemo(systemCtx())]);
  expect(results.sort()).toEqual(["created", "unchanged"]);
  const call = await demo();
  expect([call.version, call.agent.visibility, call.definition.saysItIsAi]).toEqual([1, "public", true]);
  expect(call.knowledge.length).toBeGreaterThanOrEqual(40);
  expect(await seedDemo(system)).toBe("unchanged");
});
test("a later seed file becomes the next version of an agent that nobody has edited", async () => {
  await forgetVersion();
  expect(await seedDemo(system)).toBe("updated");
  expect((await demo()).version).toBe(2);
});
test("edits outlive a later seed file, and so does a deletion", async () => {
  const { agent: { id } } = await demo();
  await addEntry(inside, { id, question: "Edited?", answer: "Yes, by hand." });
  await forgetVersion();
  expect(await seedDemo(system)).toBe("edited");
  expect((await getKnowledge(inside, { id })).entries.map(({ answer }) => answer)).toContain("Yes, by hand.");
  await system.db.run(sql`delete from agents where id = ${id}`);
  await forgetVersion();
  expect(await seedDemo(system)).toBe("edited");
  await expect(demo()).rejects.toMatchObject({ code: "not_found" });
});

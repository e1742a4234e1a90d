import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { useEmbedder } from "@/lib/knowledge/embedder";
import { addEntry, getKnowledge, removeEntry } from "@/lib/knowledge/service";
import { anonymousActor, ctxFor, systemCtx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { agentDefinition } from "./schema";
import { compareAgent, createAgent, deleteAgent, duplicateAgent, exportAgent, fillVersionEmbeddings, getAgent, getCallableAgent, importAgent, listAgents, listTemplates, listVersions, publishAgent, restoreVersion, updateAgent } from "./service";

useTestDatabase();
let owner: TestMember;
let stranger: TestMember;
const definition = (greeting: string) => agentDefinition.parse({ greeting });
/** A unit vector made of the text's length: enough to see where embeddings go. */
const fakeEmbedder = { id: "test", capabilities: { dimensions: 2 }, embed: async (texts: string[]) => texts.map((text) => Float32Array.of(Math.cos(text.length), Math.sin(text.length))) };

beforeAll(async () => { owner = await makeMember(); stranger = await makeMember(); });
afterAll(() => useEmbedder(() => null));
const fails = (work: Promise<unknown>) => work.then(() => "nothing", (error: { code: string }) => error.code);

describe("addresses", () => {
  test("a slug is made from the name, and a second one of the same name gets another", async () => {
    const one = await createAgent(owner.ctx, { name: "Zoë's Café" });
    const two = await createAgent(stranger.ctx, { name: "Zoë's Café" });
    expect(one.slug).toBe("zoe-s-cafe");
    expect(two.slug).toMatch(/^zoe-s-cafe-[0-9a-f]{6}$/);
  });
  test("of ten who ask for one slug at once, one gets it and nine are told that it is taken", async () => {
    const asked = await Promise.all(Array.from({ length: 10 }, (_all, index) => fails(createAgent(index % 2 ? owner.ctx : stranger.ctx, { name: "Race", slug: "the-race" }))));
    expect(asked.filter((answer) => answer === "nothing")).toHaveLength(1);
    expect(asked.filter((answer) => answer === "slug_taken")).toHaveLength(9);
  });
  test("moving to a taken address is refused and changes nothing", async () => {
    const agent = await createAgent(owner.ctx, { name: "Mover" });
    expect(await fails(updateAgent(owner.ctx, { id: agent.id, slug: "the-race", name: "Moved" }))).toBe("slug_taken");
    expect((await getAgent(owner.ctx, { id: agent.id })).name).toBe("Mover");
  });
});

describe("drafts", () => {
  test("of two who save over the same revision, one does and the other is told; nothing is lost", async () => {
    const agent = await createAgent(owner.ctx, { name: "Draft" });
    const save = (greeting: string) => updateAgent(owner.ctx, { id: agent.id, definition: definition(greeting), draftRevision: agent.draftRevision });
    const results = await Promise.allSettled([save("one"), save("two")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = results[0]?.status === "fulfilled" ? "one" : "two";
    const after = await getAgent(owner.ctx, { id: agent.id });
    expect(after).toMatchObject({ draftRevision: agent.draftRevision + 1, draft: { greeting: winner } });
  });
  test("an unknown variable is a warning to the editor and silence to the caller", async () => {
    const draft = agentDefinition.parse({ greeting: "Welcome to {{shop}}, {{nobody}}.", variables: [{ name: "shop", value: "the {{shop}} shop" }] });
    const agent = await createAgent(owner.ctx, { name: "Variables", definition: draft });
    await addEntry(owner.ctx, { id: agent.id, question: "Where is {{shop}}?", answer: "At {{street}} number {{shop}}." });
    await addEntry(owner.ctx, { id: agent.id, question: null, answer: "{{street}}" });
    expect((await getAgent(owner.ctx, { id: agent.id })).warnings).toEqual([
      { code: "unknown_variable", variable: "nobody", where: "greeting" }, { code: "unknown_variable", variable: "street", where: "knowledge" }]);
    const call = await getCallableAgent(owner.ctx, agent.slug, "draft");
    expect(call.definition.greeting).toBe("Welcome to the {{shop}} shop,.");
    expect(call.knowledge.map(({ question, answer }) => ({ question, answer }))).toEqual([{ question: "Where is the {{shop}} shop?", answer: "At number the {{shop}} shop." }]);
  });
});

describe("versions", () => {
  test("a published version keeps its words and its knowledge whatever happens to the draft, and restore brings both back", async () => {
    const agent = await createAgent(owner.ctx, { name: "Versions", definition: definition("first") });
    const kept = await addEntry(owner.ctx, { id: agent.id, question: "When?", answer: "At nine." });
    await publishAgent(owner.ctx, { id: agent.id, note: "one" });
    await removeEntry(owner.ctx, { id: agent.id, entryId: kept.id });
    await addEntry(owner.ctx, { id: agent.id, question: "When?", answer: "At ten." });
    await updateAgent(owner.ctx, { id: agent.id, definition: definition("second"), draftRevision: agent.draftRevision });
    const two = await publishAgent(owner.ctx, { id: agent.id, note: "two" });
    expect(two.version).toBe(2);
    const first = await getCallableAgent(owner.ctx, agent.slug, 1);
    expect([first.definition.greeting, first.knowledge[0]?.answer]).toEqual(["first", "At nine."]);
    expect((await getCallableAgent(owner.ctx, agent.slug, null)).version).toBe(2);
    expect(await compareAgent(owner.ctx, { id: agent.id, from: 1, to: "draft" })).toEqual({
      changes: [{ path: "greeting", before: "first", after: "second" }],
      knowledge: { added: [{ question: "When?", answer: "At ten." }], removed: [{ question: "When?", answer: "At nine." }] },
    });
    const restored = await restoreVersion(owner.ctx, { id: agent.id, version: 1 });
    expect(restored).toMatchObject({ draft: { greeting: "first" }, draftRevision: agent.draftRevision + 2, publishedVersion: 2 });
    expect((await getKnowledge(owner.ctx, { id: agent.id })).entries.map(({ answer }) => answer)).toEqual(["At nine."]);
    expect((await listVersions(owner.ctx, { id: agent.id })).map(({ version, note }) => [version, note])).toEqual([[2, "two"], [1, "one"]]);
  });
  test("many who publish at once get versions of their own, without a gap", async () => {
    const agent = await createAgent(owner.ctx, { name: "Publishers" });
    const published = await Promise.all(Array.from({ length: 5 }, () => publishAgent(owner.ctx, { id: agent.id, note: "" })));
    expect(published.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5]);
  });
  test("embeddings travel with versions, and those that were missing are filled without another change", async () => {
    const agent = await createAgent(owner.ctx, { name: "Embedded", definition: definition("same") });
    await addEntry(owner.ctx, { id: agent.id, question: null, answer: "Written before the models were there." });
    await publishAgent(owner.ctx, { id: agent.id, note: "" });
    expect((await getCallableAgent(owner.ctx, agent.slug, null)).knowledge[0]?.embedding).toBeNull();
    useEmbedder(() => fakeEmbedder);
    expect(await fillVersionEmbeddings(systemCtx())).toBeGreaterThanOrEqual(1);
    useEmbedder(() => null);
    const call = await getCallableAgent(owner.ctx, agent.slug, null);
    expect(Array.from(call.knowledge[0]?.embedding ?? [])).toHaveLength(2);
    expect(call.definition.greeting).toBe("same");
  });
});

describe("files and copies", () => {
  test("what is exported, imported and exported again is equal, and holds no identifier", async () => {
    const agent = await createAgent(owner.ctx, { name: "Traveller", template: "restaurant" });
    const file = await exportAgent(owner.ctx, { id: agent.id });
    expect(file.knowledge[0]?.entries.length).toBeGreaterThan(10);
    expect(JSON.stringify(file)).not.toMatch(/(agt|wsp|kno|src|ver)_/);
    const imported = await importAgent(stranger.ctx, file);
    expect(await exportAgent(stranger.ctx, { id: imported.id })).toEqual(file);
    expect(imported.visibility).toBe("private");
  });
  test("a secret in the model's address does not leave in a file", async () => {
    const draft = agentDefinition.parse({ model: { provider: "openai", baseUrl: "https://me:hunter2@models.example/v1?key=abc" } });
    const agent = await createAgent(owner.ctx, { name: "Secret", definition: draft });
    expect((await exportAgent(owner.ctx, { id: agent.id })).definition.model.baseUrl).toBe("https://models.example/v1");
  });
  test("a copy is private, unpublished and knows the same", async () => {
    const agent = await createAgent(owner.ctx, { name: "Original", template: "clinic" });
    await updateAgent(owner.ctx, { id: agent.id, visibility: "public" });
    const copy = await duplicateAgent(owner.ctx, { id: agent.id });
    expect(copy).toMatchObject({ name: "Original (copy)", visibility: "private", publishedVersion: null, draft: agent.draft });
    expect((await getKnowledge(owner.ctx, { id: copy.id })).entries).toHaveLength((await getKnowledge(owner.ctx, { id: agent.id })).entries.length);
  });
  test("every template makes an agent without a warning", async () => {
    const items = listTemplates();
    expect(items.length).toBeGreaterThanOrEqual(5);
    for (const { name, title } of items) expect((await createAgent(owner.ctx, { name: title, template: name })).warnings).toEqual([]);
  });
});

describe("who may see what", () => {
  test("a stranger finds nothing of another workspace, by any verb", async () => {
    const agent = await createAgent(owner.ctx, { name: "Mine" });
    const { id } = agent;
    await publishAgent(owner.ctx, { id, note: "" });
    const attempts = [getAgent, deleteAgent, duplicateAgent, exportAgent, listVersions, getKnowledge].map((verb) => fails(verb(stranger.ctx, { id })));
    attempts.push(fails(updateAgent(stranger.ctx, { id, name: "Theirs" })), fails(publishAgent(stranger.ctx, { id, note: "" })), fails(restoreVersion(stranger.ctx, { id, version: 1 })),
      fails(compareAgent(stranger.ctx, { id, from: 1, to: 1 })), fails(addEntry(stranger.ctx, { id, question: null, answer: "Planted." })), fails(getCallableAgent(stranger.ctx, agent.slug, null)));
    expect(new Set(await Promise.all(attempts))).toEqual(new Set(["not_found"]));
    expect((await listAgents(stranger.ctx, { search: "Mine", limit: 10 })).items).toEqual([]);
    expect(await stranger.ctx.db.run(sql`update agents set name = 'Theirs' where id = ${id}`)).toBe(0);
    expect((await getAgent(owner.ctx, { id })).name).toBe("Mine");
  });
  test("a caller without an account reaches a public agent's published version and nothing else", async () => {
    const nobody = ctxFor(anonymousActor);
    const agent = await createAgent(owner.ctx, { name: "Open", definition: definition("published") });
    expect(await fails(getCallableAgent(nobody, agent.slug, null))).toBe("not_found");
    await updateAgent(owner.ctx, { id: agent.id, visibility: "public" });
    expect(await fails(getCallableAgent(nobody, agent.slug, null))).toBe("not_found");
    await publishAgent(owner.ctx, { id: agent.id, note: "" });
    await updateAgent(owner.ctx, { id: agent.id, definition: definition("secret draft"), draftRevision: 1 });
    const call = await getCallableAgent(nobody, agent.slug, null);
    expect([call.definition.greeting, call.version, call.workspaceId]).toEqual(["published", 1, owner.actor.workspaceId]);
    expect(JSON.stringify(call)).not.toContain("secret draft");
    expect(await fails(getCallableAgent(nobody, agent.slug, "draft"))).toBe("not_found");
    await publishAgent(owner.ctx, { id: agent.id, note: "" });
    expect(await fails(getCallableAgent(nobody, agent.slug, 1))).toBe("not_found");
    await updateAgent(owner.ctx, { id: agent.id, visibility: "private" });
    expect(await fails(getCallableAgent(nobody, agent.slug, null))).toBe("not_found");
  });
  test("the draft is for builders: a viewer of the workspace is refused it", async () => {
    const agent = await createAgent(owner.ctx, { name: "Builders only" });
    expect(await fails(getCallableAgent(ctxFor({ ...owner.actor, role: "viewer" }), agent.slug, "draft"))).toBe("forbidden");
  });
});

test("the list goes on from its cursor, finds by name, and takes wildcards as letters", async () => {
  const member = await makeMember();
  for (let index = 0; index < 5; index += 1) await createAgent(member.ctx, { name: `Listed ${index} 100%` });
  const first = await listAgents(member.ctx, { limit: 2 });
  const second = await listAgents(member.ctx, { limit: 10, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ name }) => name).sort()).toEqual([0, 1, 2, 3, 4].map((index) => `Listed ${index} 100%`));
  expect(second.nextCursor).toBeNull();
  expect((await listAgents(member.ctx, { search: "listed 3", limit: 10 })).items).toHaveLength(1);
  expect((await listAgents(member.ctx, { search: "_", limit: 10 })).items).toHaveLength(0);
  expect(await fails(listAgents(member.ctx, { cursor: "x'; drop table agents", limit: 1 }))).toBe("validation_failed");
});

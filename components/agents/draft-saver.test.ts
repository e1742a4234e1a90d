import { jest } from "@jest/globals";
import { agentDefinition, type AgentChange, type AgentDetail } from "@/lib/agents/schema";
import { ApiError } from "@/lib/sdk/client";
import { createDraftSaver } from "./draft-saver";

const agent = (part: Partial<AgentDetail> = {}): AgentDetail => ({
  id: "agt_1", workspaceId: "ws_1", slug: "front-desk", name: "Front desk", visibility: "private", publishedVersion: null,
  createdAt: "2026-11-23T10:00:00.000Z", updatedAt: "2026-11-23T10:00:00.000Z", draft: agentDefinition.parse({}), draftRevision: 3, allowedOrigins: [], warnings: [], ...part,
});
const fault = (code: string, status: number) => new ApiError(status, { code, detail: `words of ${code}`, requestId: null, errors: [] });

/** A server with one agent, that checks revisions as the real one does. */
function server(start = agent()) {
  const held = { agent: start, changes: [] as AgentChange[], failures: [] as ApiError[] };
  const save = async (change: AgentChange): Promise<AgentDetail> => {
    const failure = held.failures.shift();
    if (failure) throw failure;
    if (change.definition && change.draftRevision !== held.agent.draftRevision) throw fault("precondition_failed", 412);
    held.changes.push(change);
    held.agent = { ...held.agent, name: change.name ?? held.agent.name, ...(change.definition ? { draft: change.definition, draftRevision: held.agent.draftRevision + 1 } : {}) };
    return held.agent;
  };
  return { held, saver: createDraftSaver(start, { save, load: async () => held.agent, nowIso: () => "2026-11-23T14:02:00.000Z" }) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("typing saves once, a moment after the last letter, over the revision it was made from", async () => {
  const { held, saver } = server();
  saver.change({ greeting: "H" });
  saver.change({ greeting: "Hello" });
  expect(saver.state().status.kind).toBe("waiting");
  await jest.advanceTimersByTimeAsync(2_000);
  expect(held.changes.map(({ definition, draftRevision }) => [definition?.greeting, draftRevision])).toEqual([["Hello", 3]]);
  expect(saver.state()).toMatchObject({ revision: 4, status: { kind: "saved", at: "2026-11-23T14:02:00.000Z" } });
});

test("what is typed while a save runs is saved after it, and never at the same time", async () => {
  const { held, saver } = server();
  saver.change({ greeting: "one" });
  const done = saver.flush();
  saver.change({ greeting: "two" });
  expect(await done).toBe(true);
  expect(held.changes.map(({ definition, draftRevision }) => [definition?.greeting, draftRevision])).toEqual([["one", 3], ["two", 4]]);
  expect(saver.state().status.kind).toBe("saved");
});

test("a save over somebody else's is refused, keeps what was typed and sends nothing more by itself", async () => {
  const { held, saver } = server();
  held.agent = agent({ draftRevision: 9, draft: agentDefinition.parse({ greeting: "theirs" }) });
  saver.change({ greeting: "mine" });
  expect(await saver.flush()).toBe(false);
  saver.change({ instructions: "more of mine" });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(saver.state()).toMatchObject({ status: { kind: "conflict" }, definition: { greeting: "mine", instructions: "more of mine" } });
  expect(held.changes).toEqual([]);
});

test("a conflict ends with mine on the server, or with theirs in the page", async () => {
  const first = server();
  first.held.agent = agent({ draftRevision: 9 });
  first.saver.change({ greeting: "mine" });
  await first.saver.flush();
  await first.saver.keepMine();
  expect(first.held.agent.draft.greeting).toBe("mine");

  const second = server();
  second.held.agent = agent({ draftRevision: 9, draft: agentDefinition.parse({ greeting: "theirs" }) });
  second.saver.change({ greeting: "mine" });
  await second.saver.flush();
  await second.saver.takeTheirs();
  expect(second.saver.state()).toMatchObject({ revision: 9, definition: { greeting: "theirs" }, status: { kind: "saved" } });
  expect(second.held.changes).toEqual([]);
});

test("a refused save says why, keeps what was typed, and goes through at the next try", async () => {
  const { held, saver } = server();
  held.failures.push(fault("unreachable", 0));
  saver.change({ greeting: "kept" });
  expect(await saver.flush()).toBe(false);
  expect(saver.state()).toMatchObject({ definition: { greeting: "kept" }, status: { kind: "refused", message: "words of unreachable" } });
  expect(await saver.flush()).toBe(true);
  expect(held.agent.draft.greeting).toBe("kept");
});

test("an emptied name is not sent, and a new one needs no revision", async () => {
  const { held, saver } = server();
  saver.rename("  ");
  expect(await saver.flush()).toBe(true);
  expect(held.changes).toEqual([]);
  saver.rename("Bakery");
  await saver.flush();
  expect(held.changes).toEqual([{ name: "Bakery" }]);
});

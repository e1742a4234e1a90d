import { expect, test } from "@jest/globals";
import { z } from "zod";
import { makeMember, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { DELETE, GET, PATCH } from "./route";
import { POST as publish } from "./versions/route";
import { POST as create } from "../route";

useTestDatabase();

const shown = z.object({ id: z.string(), name: z.string() });
async function make(member: TestMember) {
  const response = await create(testRequest("POST", "/api/v1/agents", { as: member, body: { name: "Front desk" } }));
  return { id: shown.parse(await response.json()).id, etag: response.headers.get("etag") ?? "" };
}
const at = (id: string) => ({ params: Promise.resolve({ id }) });
const ask = (door: typeof GET, method: string, as: TestMember, id: string, headers: Record<string, string> = {}, body?: unknown) => door(testRequest(method, `/api/v1/agents/${id}`, { as, headers, ...(body === undefined ? {} : { body }) }), at(id));

test("every change of an agent gives another tag, and reading it twice the same", async () => {
  const member = await makeMember();
  const { id, etag } = await make(member);
  const seen = [etag];
  expect((await ask(GET, "GET", member, id)).headers.get("etag")).toBe(etag);
  for (const body of [{ name: "Back desk" }, { visibility: "public" }, { slug: `desk-${id.slice(-6)}` }]) seen.push((await ask(PATCH, "PATCH", member, id, {}, body)).headers.get("etag") ?? "");
  await ask(publish, "POST", member, id, {}, {});
  seen.push((await ask(GET, "GET", member, id)).headers.get("etag") ?? "");
  expect(seen.every((tag) => /^"[\w-]{22}"$/.test(tag))).toBe(true);
  expect(new Set(seen).size).toBe(5);
});

test("a reader who has it already gets 304 without a body", async () => {
  const member = await makeMember();
  const { id, etag } = await make(member);
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await ask(GET, "GET", member, id, { "if-none-match": header });
    expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([304, "", etag]);
  }
  expect((await ask(GET, "GET", member, id, { "if-none-match": '"other"' })).status).toBe(200);
});

test("a change for another state is refused and changes nothing; one for this state, any state or without a word is made", async () => {
  const member = await makeMember();
  const { id, etag } = await make(member);
  for (const stale of ['"stale"', `W/${etag}`, "nonsense", ""]) {
    expect((await ask(PATCH, "PATCH", member, id, { "if-match": stale }, { name: "Lost" })).status).toBe(412);
    expect((await ask(publish, "POST", member, id, { "if-match": stale }, {})).status).toBe(412);
    expect((await ask(DELETE, "DELETE", member, id, { "if-match": stale })).status).toBe(412);
  }
  expect(shown.parse(await (await ask(GET, "GET", member, id)).json()).name).toBe("Front desk");
  const second = await ask(PATCH, "PATCH", member, id, { "if-match": `"x", ${etag}` }, { name: "Kept" });
  expect(second.status).toBe(200);
  expect((await ask(PATCH, "PATCH", member, id, { "if-match": etag }, { name: "Late" })).status).toBe(412);
  expect((await ask(PATCH, "PATCH", member, id, { "if-match": "*" }, { name: "Any" })).status).toBe(200);
  expect((await ask(DELETE, "DELETE", member, id)).status).toBe(204);
});

test("of ten changes for one state exactly one is made", async () => {
  const member = await makeMember();
  const { id, etag } = await make(member);
  const statuses = (await Promise.all(Array.from({ length: 10 }, (_, index) => ask(PATCH, "PATCH", member, id, { "if-match": etag }, { name: `Name ${index}` })))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 412)).toHaveLength(9);
});

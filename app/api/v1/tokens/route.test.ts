import { expect, test } from "@jest/globals";
import { inspect, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { createClient, isApiError } from "@/lib/sdk/client";
import type { Tokens } from "@/lib/sdk/token-keeper";
import { GET as getMe } from "../me/route";
import { DELETE, POST, PUT } from "./route";

useTestDatabase();

const open = async (member: TestMember): Promise<Tokens & { sessionId: string }> =>
  await (await POST(testRequest("POST", "/api/v1/tokens", { body: { grant: "password", email: member.email, password: member.password, device: "An app" } }))).json() as Tokens & { sessionId: string };
const expire = (sessionId: string) => inspect(sql`update refresh_tokens set access_expires_at = now() - interval '1 second' where session_id = ${sessionId} returning session_id`);

/** The real doors behind the client, and how often each was used. */
function doors() {
  const used = { refresh: 0, me: 0 };
  const dispatch: typeof fetch = async (url, init) => {
    const request = new Request(new URL(String(url)), init);
    if (request.method === "PUT") { used.refresh += 1; return PUT(request); }
    used.me += 1;
    return getMe(request);
  };
  return { used, dispatch };
}

test("twenty requests with an expired access token cause one renewal, all are answered, and nobody is signed out", async () => {
  const member = await makeMember();
  const { sessionId, ...tokens } = await open(member);
  await expire(sessionId);
  const { used, dispatch } = doors();
  const stored: Tokens[] = [];
  const client = createClient({ baseUrl: "http://localhost:3000", fetch: dispatch, tokens: { ...tokens, onChange: (next) => { stored.push(next); } } });
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.request<{ email: string }>("GET", "/api/v1/me")));
  expect(answers.map(({ email }) => email)).toEqual(Array.from({ length: 20 }, () => member.email));
  expect(used.refresh).toBe(1);
  expect(stored).toHaveLength(1);
  await client.request("GET", "/api/v1/me");
  expect(used.refresh).toBe(1);
});

test("signed out, the client is told once and does not try for ever", async () => {
  const { sessionId, ...tokens } = await open(await makeMember());
  expect((await DELETE(testRequest("DELETE", "/api/v1/tokens", { as: tokens.accessToken }))).status).toBe(204);
  const { used, dispatch } = doors();
  const client = createClient({ baseUrl: "http://localhost:3000", fetch: dispatch, tokens });
  const refused = await client.request("GET", "/api/v1/me").catch((error: unknown) => error);
  expect(isApiError(refused) && refused.code).toBe("session_expired");
  expect(used).toEqual({ refresh: 1, me: 1 });
  expect(await inspect(sql`select revoked_at is not null as ended from sessions where id = ${sessionId}`)).toEqual([{ ended: true }]);
});

test("an unknown address and a wrong password are told alike, and no answer may be stored by a cache", async () => {
  const member = await makeMember();
  const answers = await Promise.all([member.email, "nobody@example.test"].map((email) => POST(testRequest("POST", "/api/v1/tokens", { body: { grant: "password", email, password: "wrong password" } }))));
  const [known, unknown] = await Promise.all(answers.map(async (answer) => ({ status: answer.status, cache: answer.headers.get("cache-control"), body: { ...await answer.json() as object, requestId: null } })));
  expect(known).toEqual(unknown);
  expect(known).toMatchObject({ status: 401, cache: "no-store" });
});

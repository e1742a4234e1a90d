import { afterAll, beforeEach, expect, test } from "@jest/globals";
import { NextRequest } from "next/server";
import { z } from "zod";
import { POST as speech } from "@/app/v1/audio/speech/route";
import { POST as transcription } from "@/app/v1/audio/transcriptions/route";
import { POST as signInByToken } from "@/app/api/v1/tokens/route";
import { POST as resets } from "@/app/api/v1/password-resets/route";
import { POST as inviteLookup } from "@/app/api/v1/invites/lookup/route";
import { POST as clientSecrets } from "@/app/v1/realtime/client_secrets/route";
import { POST as conversations } from "@/app/api/v1/conversations/route";
import { GET as agents } from "@/app/api/v1/agents/route";
import { POST as signInByForm } from "@/app/api/auth/[...nextauth]/route";
import { changeEnv } from "@/lib/platform/env";
import { countedFor, rateLimits, type RateLimitName } from "@/lib/platform/rate-limits";
import { forgetSingleton } from "@/lib/platform/singleton";
import { operation } from "@/lib/platform/operation";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { operations } from "./openapi";
import { route, type RouteHandler } from "./route";

useTestDatabase({ RATE_LIMIT_FACTOR: "1", DEFAULT_PLAN: "standard", TRUSTED_PROXY_HOPS: "1" });
beforeEach(() => { forgetSingleton("rate-limiter"); });
afterAll(() => { forgetSingleton("rate-limiter"); });

const statuses = async (door: RouteHandler, times: number, request: () => Request): Promise<number[]> => Promise.all(Array.from({ length: times }, async () => (await door(request())).status));
const limited = (answers: readonly number[]): number => answers.filter((status) => status === 429).length;
const from = (address: string) => ({ "x-forwarded-for": address });

const costly: [string, RouteHandler, string, object][] = [
  ["making speech", speech, "/v1/audio/speech", { model: "local", input: "Hello.", voice: "joe" }],
  ["transcribing", transcription, "/v1/audio/transcriptions", {}],
  ["a turn's conversation", conversations, "/api/v1/conversations", { agent: "demo" }],
  ["a client secret", clientSecrets, "/v1/realtime/client_secrets", {}],
  ["signing in", signInByToken, "/api/v1/tokens", { grant: "password", email: "nobody@example.test", password: "wrong words here" }],
  ["a reset", resets, "/api/v1/password-resets", { email: "nobody@example.test" }],
  ["looking at an invite", inviteLookup, "/api/v1/invites/lookup", { token: "x".repeat(43) }],
];
test.each(costly)("%s without an account: of 40 at once from one address exactly 10 are let in; another address is not touched", async (_name, door, path, body) => {
  const answers = await statuses(door, 40, () => testRequest("POST", path, { body, headers: from("203.0.113.9") }));
  expect(limited(answers)).toBe(30);
  expect(answers.filter((status) => status >= 500)).toEqual([]);
  expect(limited([(await door(testRequest("POST", path, { body, headers: from("203.0.113.10") }))).status])).toBe(0);
});

test("the form's sign-in has the same limit, and its refusal is the same problem", async () => {
  const ask = () => signInByForm(new NextRequest("http://localhost:3000/api/auth/callback/credentials", { method: "POST", body: new URLSearchParams({ email: "nobody@example.test", password: "wrong words here" }), headers: from("203.0.113.9") }), { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) });
  const answers = await Promise.all(Array.from({ length: 40 }, ask));
  expect(limited(answers.map(({ status }) => status))).toBe(30);
  const refused = answers.find(({ status }) => status === 429);
  expect(await refused?.json()).toMatchObject({ code: "rate_limited", status: 429 });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("many addresses that try one account are held back together, whether there is such an account or not, and nobody is locked out after a minute", async () => {
  const member = await makeMember();
  forgetSingleton("rate-limiter"); // making them was a sign-in, too
  for (const email of [member.email, "nobody@example.test"]) {
    let address = 0;
    const answers = await statuses(signInByToken, 45, () => testRequest("POST", "/api/v1/tokens", { body: { grant: "password", email, password: "wrong words here" }, headers: from(`198.51.100.${address += 1}`) }));
    expect({ refused: limited(answers), others: answers.filter((status) => ![429, 401, 503].includes(status)) }).toEqual({ refused: 45 - rateLimits.account.anonymous, others: [] });
  }
  forgetSingleton("rate-limiter"); // the minute is over
  expect((await signInByToken(testRequest("POST", "/api/v1/tokens", { body: { grant: "password", email: member.email, password: member.password }, headers: from("198.51.100.1") }))).status).toBe(201);
});

const sample = operation({ id: "sample", method: "POST", path: "/api/v1/sample", description: "", access: "builder", scopes: ["agents:write"], body: z.strictObject({}), returns: z.object({}), status: 200, limit: "turns" });
const echo = route(sample, async () => ({}));
const post = (as: TestMember | string | null, address = "203.0.113.9") => testRequest("POST", "/api/v1/sample", { as, body: {}, headers: from(address) });

test("somebody signed in has what their plan says, with all sessions and keys and from all addresses together; a colleague has as much", async () => {
  const [member, colleague] = [await makeMember(), await makeMember()];
  const key = await makeKey(member, ["agents:write"]);
  const answers = [...await statuses(echo, 70, () => post(member)), ...await statuses(echo, 70, () => post(key, "203.0.113.77"))];
  expect([limited(answers), answers.filter((status) => status === 200).length]).toEqual([20, 120]);
  expect((await echo(post(colleague))).status).toBe(200);
});

test("another plan is another figure, a moment after it was set", async () => {
  const member = await makeMember();
  await inspect(sql`update workspaces set plan = 'unlimited' where id = ${member.actor.workspaceId}`);
  const answer = await echo(post(member));
  expect(answer.headers.get("ratelimit-limit")).toBe("600");
});

test("every answer says what is left; the refusal says when to come back, in words too, and does nothing", async () => {
  let made = 0;
  const making = route(operation({ ...sample, access: "public" }), async () => { made += 1; return {}; });
  const answers: Response[] = [];
  for (let count = 0; count < 12; count += 1) answers.push(await making(post(null)));
  expect(answers.map(({ headers }) => headers.get("ratelimit-remaining"))).toEqual(["9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "0", "0"]);
  const last = answers.at(-1);
  const seconds = Number(last?.headers.get("retry-after"));
  expect(last?.status).toBe(429);
  expect([last?.headers.get("ratelimit-limit"), last?.headers.get("ratelimit-policy"), Number(last?.headers.get("ratelimit-reset"))]).toEqual(["10", "10;w=60", seconds]);
  expect(await last?.json()).toMatchObject({ code: "rate_limited", detail: `Too many requests: 10 a minute are allowed here. Try again in ${seconds} seconds.` });
  expect(made).toBe(10);
});

test("guesses at keys and tokens are counted by address, and a good key beside them is not held back", async () => {
  const key = await makeKey(await makeMember(), ["agents:write"]);
  const answers = await statuses(echo, 15, () => post("pk_a-guess"));
  expect([answers.filter((status) => status === 401).length, limited(answers)]).toEqual([10, 5]);
  expect((await echo(post(key))).status).toBe(200);
});

test("a caller chooses neither address nor person: what is written before the trusted proxy's part, and our own header, change nothing", async () => {
  let count = 0;
  const answers = await statuses(echo, 15, () => testRequest("POST", "/api/v1/sample", { body: {}, headers: { "x-forwarded-for": `10.0.0.${count += 1}, 203.0.113.9`, "x-parley-client": `10.1.0.${count}`, "x-real-ip": `10.2.0.${count}`, forwarded: `for=10.3.0.${count}` } }));
  expect(limited(answers)).toBe(5);
});

test("IPv6 addresses of one network are one", async () => {
  let count = 0;
  expect(limited(await statuses(echo, 15, () => post(null, `2001:db8:1:2:${(count += 1).toString(16)}::1`)))).toBe(5);
  expect(limited(await statuses(echo, 1, () => post(null, "2001:db8:1:3::1")))).toBe(0);
});

test("a conversation by turns goes on while reading goes on, too: the rows of the table count apart", async () => {
  const member = await makeMember();
  expect(limited(await statuses(agents, 130, () => testRequest("GET", "/api/v1/agents", { as: member, headers: from("203.0.113.9") })))).toBe(0);
  expect(limited(await statuses(echo, 120, () => post(member)))).toBe(0);
});

test("no operation that signs in, speaks, writes mail or asks another server is left to the general rows", () => {
  const costs = operations.filter(({ id }) => /^(create(Speech|Transcription|Turn|Conversation|ClientSecret|Invite|BetaInvite)|openTokens|signUp|startSso|request|redeem|viewInvite|acceptInvite|importBeta|test|discover|addKnowledgePage$|verifySso)/.test(id));
  expect(costs.length).toBeGreaterThan(20);
  expect(costs.filter(({ limit }) => limit === undefined).map(({ id }) => id)).toEqual([]);
});

test("the figures are those of the table, times the factor of the settings", () => {
  const figures = () => Object.keys(rateLimits).map((name) => countedFor(name as RateLimitName, null, "203.0.113.9").most);
  const before = figures();
  changeEnv({ RATE_LIMIT_FACTOR: "100" });
  expect(figures()).toEqual(before.map((most) => most * 100));
  changeEnv({ RATE_LIMIT_FACTOR: "1" });
});

import { requestIdFrom } from "@/lib/platform/request-id";
import { createClient, isApiError, messageOf } from "./client";

const answering = (body: string | null, init: ResponseInit) => {
  const calls: { url: string; init: RequestInit }[] = [];
  const fake: typeof fetch = async (url, options) => { calls.push({ url: String(url), init: options ?? {} }); return new Response(body, init); };
  return { client: createClient({ baseUrl: "http://parley.test", fetch: fake }), calls };
};

const thrownBy = async (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);

test("a problem becomes an error with the server's words, code, fields and request id", async () => {
  const problem = { title: "t", detail: "This changed in the meantime.", code: "conflict", requestId: "req_1", errors: [{ path: "name", message: "Too long." }] };
  const { client } = answering(JSON.stringify(problem), { status: 409, headers: { "retry-after": "2" } });
  const error = await thrownBy(client.request("POST", "/api/v1/agents", { body: {} }));
  expect(isApiError(error) && { ...error, message: error.message }).toMatchObject({ status: 409, code: "conflict", message: problem.detail, requestId: "req_1", errors: problem.errors, retryAfterMs: 2_000 });
});

test("OpenAI's error shape is understood as well", async () => {
  const { client } = answering(JSON.stringify({ error: { code: "voice_unknown", message: "There is no voice of this name.", param: null } }), { status: 422 });
  const error = await thrownBy(client.raw("POST", "/v1/audio/speech", { body: {} }));
  expect(isApiError(error) && [error.code, error.message]).toEqual(["voice_unknown", "There is no voice of this name."]);
});

test("an answer that is no problem document still yields words, and none of its body", async () => {
  const { client } = answering("<html>secret stack</html>", { status: 502 });
  const error = await thrownBy(client.request("GET", "/api/v1/me"));
  expect(messageOf(error)).toContain("502");
  expect(messageOf(error)).not.toContain("secret");
});

test("a server that cannot be reached is said to be so, and an abort stays an abort", async () => {
  const failing: typeof fetch = async () => { throw new TypeError("fetch failed"); };
  const client = createClient({ fetch: failing });
  const error = await thrownBy(client.request("GET", "/api/v1/me"));
  expect(isApiError(error) && error.code).toBe("unreachable");
  expect(isApiError(await thrownBy(client.request("GET", "/api/v1/me", { signal: AbortSignal.abort() })))).toBe(false);
});

test("empty values stay out of the query, and a key goes only into the header", async () => {
  const { calls } = answering(null, { status: 204 });
  const recording: typeof fetch = async (url, init) => { calls.push({ url: String(url), init: init ?? {} }); return new Response(null, { status: 204 }); };
  await createClient({ baseUrl: "http://parley.test", apiKey: "pk_test", fetch: recording }).request("GET", "/api/v1/agents", { query: { search: "", cursor: null, limit: 5 } });
  expect(calls[0]?.url).toBe("http://parley.test/api/v1/agents?limit=5");
  expect(new Headers(calls[0]?.init.headers).get("authorization")).toBe("Bearer pk_test");
});

test("an answer without a body is no failure; one that should be JSON and is not is", async () => {
  expect(await answering(null, { status: 204 }).client.request("DELETE", "/api/v1/agents/a")).toBeUndefined();
  const error = await thrownBy(answering("nonsense", { status: 200 }).client.request("GET", "/api/v1/me"));
  expect(isApiError(error) && error.code).toBe("unreadable");
});

test("each request carries an id of its own that the server keeps, and an unreachable server's error tells it", async () => {
  const { client, calls } = answering(null, { status: 204 });
  await client.request("GET", "/api/v1/me");
  await client.request("GET", "/api/v1/me");
  const ids = calls.map(({ init }) => new Headers(init.headers).get("x-request-id") ?? "");
  expect(ids.map((id) => requestIdFrom(id))).toEqual(ids);
  expect(new Set(ids).size).toBe(2);
  const error = await thrownBy(createClient({ fetch: async () => { throw new TypeError("fetch failed"); } }).request("GET", "/"));
  expect(isApiError(error) && error.requestId).toMatch(/^web_/);
});

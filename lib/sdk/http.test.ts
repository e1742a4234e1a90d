import { createParley, isApiError, type HttpOptions } from "./http";

interface Sent { url: string; method: string; headers: Headers; body: unknown }
type Answer = Response | "broken" | (() => Response);

const json = (value: unknown, status = 200, headers: Record<string, string> = {}) => () => Response.json(value, { status, headers });
const problem = (status: number, code: string, headers: Record<string, string> = {}) => json({ code, detail: code }, status, headers);

/** Answers in order, the last for ever; time passes only by the waits that are asked for. */
function served(answers: Answer[], options: HttpOptions = {}) {
  const sent: Sent[] = [];
  const waitsMs: number[] = [];
  const parley = createParley({
    baseUrl: "http://parley.test/", apiKey: "pk_test",
    retries: { random: () => 1, sleep: async (delayMs) => { waitsMs.push(delayMs); } },
    fetch: async (url, init) => {
      sent.push({ url, method: init?.method ?? "GET", headers: new Headers(init?.headers), body: init?.body });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer === undefined || answer === "broken") throw new TypeError("fetch failed");
      return typeof answer === "function" ? answer() : answer;
    },
    ...options,
  });
  return { parley, sent, waitsMs };
}
const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);
const codeOf = (error: unknown) => (isApiError(error) ? error.code : error);

const agentBody = { name: "Till" };

describe("an operation", () => {
  test("goes to its own place: parameters are escaped, empty queries left out, and the key is only in the header", async () => {
    const { parley, sent } = served([json({ id: "x" })]);
    await parley.getAgent({ params: { id: "a/../b?c" } });
    await parley.listAgents({ query: { search: "", limit: 5 } });
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET http://parley.test/api/v1/agents/a%2F..%2Fb%3Fc", "GET http://parley.test/api/v1/agents?limit=5"]);
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer pk_test");
    expect(JSON.stringify(sent.map(({ url, body }) => [url, body]))).not.toContain("pk_test");
  });

  test("without its parameter is not sent, since it would be another operation", async () => {
    const { parley, sent } = served([json({})]);
    expect(await thrownBy(parley.deleteAgent({ params: { id: "" } }))).toBeInstanceOf(TypeError);
    // @ts-expect-error The types ask for it as well.
    expect(await thrownBy(parley.deleteAgent())).toBeInstanceOf(TypeError);
    expect(sent).toEqual([]);
  });

  test("that answers with audio gives the answer unread, and one without a body gives undefined", async () => {
    const audio = served([new Response(new Uint8Array([1, 2]), { headers: { "content-type": "audio/mpeg" } })]);
    const answer = await audio.parley.createSpeech({ body: { model: "local", voice: "scripted", input: "Hello." } });
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2]);
    expect(await served([new Response(null, { status: 204 })]).parley.deleteAgent({ params: { id: "agt_1" } })).toBeUndefined();
  });
});

describe("retries", () => {
  test("a creation is repeated under one key, that each new creation makes anew", async () => {
    const { parley, sent, waitsMs } = served(["broken", problem(503, "shutting_down", { "retry-after": "2" }), problem(409, "request_in_progress"), json({ id: "agt_1" }, 201)]);
    await parley.createAgent({ body: agentBody });
    const keys = sent.map(({ headers }) => headers.get("idempotency-key"));
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^sdk_[0-9a-f]{32}$/);
    expect(waitsMs).toEqual([250, 2_000, 1_000]);
    await parley.createAgent({ body: agentBody });
    expect(sent[4]?.headers.get("idempotency-key")).not.toBe(keys[0]);
    await parley.createAgent({ body: agentBody, idempotencyKey: "mine" });
    expect(sent[5]?.headers.get("idempotency-key")).toBe("mine");
  });

  test("what is not safe to say twice is said once, whatever the failure", async () => {
    for (const answer of ["broken", problem(503, "overloaded", { "retry-after": "1" }), problem(429, "rate_limited", { "retry-after": "1" })] as Answer[]) {
      const { parley, sent, waitsMs } = served([answer]);
      await thrownBy(parley.updateAgent({ params: { id: "a" }, body: { name: "x" } }));
      await thrownBy(parley.createTurn({ params: { id: "c" }, body: { text: "Hi" } }));
      await thrownBy(parley.createSpeech({ body: { model: "local", voice: "v", input: "Hi" } }));
      expect(sent).toHaveLength(3);
      expect(sent.map(({ headers }) => headers.get("idempotency-key"))).toEqual([null, null, null]);
      expect(waitsMs).toEqual([]);
    }
  });

  test("they end: the last failure is thrown, and each wait is longer than the one before", async () => {
    const { parley, sent, waitsMs } = served(["broken"]);
    expect(codeOf(await thrownBy(parley.getMe()))).toBe("unreachable");
    expect(sent).toHaveLength(4);
    expect(waitsMs).toEqual([250, 500, 1_000]);
  });

  test("a failure that will not pass, or that names no time, is not repeated", async () => {
    for (const answer of [problem(404, "not_found"), problem(422, "validation_failed"), problem(409, "conflict"), problem(500, "internal"), problem(503, "overloaded"), problem(429, "quota_exceeded"), problem(429, "rate_limited", { "retry-after": "3600" })]) {
      const { parley, sent } = served([answer]);
      await thrownBy(parley.getMe());
      expect(sent).toHaveLength(1);
    }
  });

  test("jitter takes at most half of a wait, and never of one that the server asked for", async () => {
    const waitsMs: number[] = [];
    const retries = { random: () => 0, sleep: async (delayMs: number) => { waitsMs.push(delayMs); } };
    await thrownBy(served(["broken", problem(429, "rate_limited", { "retry-after": "1" }), "broken"], { retries }).parley.getMe());
    expect(waitsMs).toEqual([125, 1_000, 500]);
  });

  test("an answer that breaks off half-way is asked for again, and one that is no JSON is not", async () => {
    const torn = () => new Response(new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode("{\"a\"")); controller.error(new TypeError("terminated")); } }));
    const { parley, sent } = served([torn, json({ email: "a@example.com" })]);
    expect(await parley.getMe()).toEqual({ email: "a@example.com" });
    expect(sent).toHaveLength(2);
    const nonsense = served([new Response("<html>")]);
    expect(codeOf(await thrownBy(nonsense.parley.getMe()))).toBe("unreadable");
    expect(nonsense.sent).toHaveLength(1);
  });

  test("switched off, nothing is repeated", async () => {
    const { parley, sent } = served(["broken"], { retries: false });
    await thrownBy(parley.getMe());
    expect(sent).toHaveLength(1);
  });

  test("an abort ends the wait, with the signal's own reason", async () => {
    const controller = new AbortController();
    const { parley, sent } = served(["broken"], { retries: { firstDelayMs: 60_000 , mostDelayMs: 60_000 } });
    const asked = thrownBy(parley.getMe({ signal: controller.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error("left"));
    expect(await asked).toMatchObject({ message: "left" });
    expect(sent).toHaveLength(1);
  });

  test("an abort while the answer is read is an abort as well, and nothing is asked again", async () => {
    const controller = new AbortController();
    const halfWay = () => new Response(new ReadableStream({ pull(stream) { controller.abort(new Error("left")); stream.error(new TypeError("terminated")); } }));
    const { parley, sent } = served([halfWay]);
    expect(await thrownBy(parley.getMe({ signal: controller.signal }))).toMatchObject({ message: "left" });
    expect(sent).toHaveLength(1);
  });
});

describe("pages", () => {
  test("every item comes once and in order, with the filters on every page", async () => {
    const { parley, sent } = served([json({ items: [{ id: "1" }, { id: "2" }], nextCursor: "c 2" }), json({ items: [], nextCursor: "c3" }), json({ items: [{ id: "3" }], nextCursor: null })]);
    const ids: string[] = [];
    for await (const agent of parley.paginate.listAgents({ query: { search: "till" } })) ids.push(agent.id);
    expect(ids).toEqual(["1", "2", "3"]);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(["?search=till", "?search=till&cursor=c%202", "?search=till&cursor=c3"]);
  });

  test("whoever leaves the loop asks for no further page, and a cursor that leads to itself ends it", async () => {
    const { parley, sent } = served([json({ items: [{ id: "1" }], nextCursor: "again" })]);
    for await (const _agent of parley.paginate.listAgents()) break;
    expect(sent).toHaveLength(1);
    const ids: string[] = [];
    for await (const agent of parley.paginate.listAgents()) ids.push(agent.id);
    expect(ids).toEqual(["1", "1"]);
  });
});

describe("uploads", () => {
  const file = new Uint8Array([37, 80, 68, 70]);
  const sentBy = async (body: Parameters<ReturnType<typeof createParley>["addKnowledgePdf"]>[0]["body"], answers: Answer[] = [json({}, 201)]) => {
    const { parley, sent } = served(answers);
    await parley.addKnowledgePdf({ params: { id: "a" }, body });
    return sent;
  };

  test("bytes, blobs and named bytes are sent as they are, with a type", async () => {
    for (const body of [file, file.buffer, new Blob([file]), { data: file, name: "menu.pdf" }]) {
      const [sent] = await sentBy(body);
      expect(sent?.headers.get("content-type")).toBe("application/pdf");
      expect([...new Uint8Array(await new Response(sent?.body as BodyInit).arrayBuffer())]).toEqual([...file]);
    }
    expect((await sentBy(new Blob([file], { type: "application/x-pdf" })))[0]?.headers.get("content-type")).toBe("application/x-pdf");
  });

  test("a file that only an address names is read first, and the key does not go there", async () => {
    const sent = await sentBy({ uri: "file:///menu.pdf", name: "menu.pdf", type: "application/pdf" }, [new Response(file), json({}, 201)]);
    expect(sent[0]?.url).toBe("file:///menu.pdf");
    expect(sent[0]?.headers.get("authorization")).toBeNull();
    expect(await (sent[1]?.body as Blob).text()).toBe("%PDF");
  });

  test("a form holds its fields and the file under its name; React Native's address goes into the form as it is", async () => {
    const { parley, sent } = served([json({ text: "hello" })]);
    const answer = await parley.createTranscription({ body: { model: "local", file: { data: file, name: "call.wav", type: "audio/wav" }, timestamp_granularities: ["word"], prompt: undefined } });
    expect(answer).toEqual({ text: "hello" });
    const form = sent[0]?.body as FormData;
    expect([...form.keys()]).toEqual(["model", "file", "timestamp_granularities"]);
    expect(form.get("file")).toMatchObject({ name: "call.wav", type: "audio/wav", size: 4 });
    // The boundary is the runtime's to choose.
    expect(sent[0]?.headers.get("content-type")).toBeNull();
  });
});

/** What a client may try that is up to no good, or was merely written badly. */
import { connect as connectSocket } from "node:net";
import { createClientSecret, makeClientSecret } from "@/lib/conversations/client-secrets";
import { liveCalls } from "@/lib/conversations/live-calls";
import { getConversation } from "@/lib/conversations/service";
import { updateAgent } from "@/lib/agents/service";
import { createApiKey, revokeApiKey } from "@/lib/identity/service";
import { anonymousActor, ctxFor } from "@/lib/platform/ctx";
import { makeKey, makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, refusalFrom, waitFor, type WireClient, type WireEvent } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";

useTestDatabase();

let server: RealtimeServer;
let member: TestMember;
let key: string;
let agent: TestAgent;

beforeAll(async () => {
  server = await startRealtimeServer({ replies: ["We open at nine."] });
  member = await makeMember();
  key = await makeKey(member);
  agent = await makeAgent(member.ctx, { visibility: "public" });
}, 60_000);
afterAll(async () => { closeClients(); await server.close(); });

const nobody = ctxFor(anonymousActor);
const noDefault = () => Promise.reject(new Error("no default"));
const url = (rest = "") => `/v1/realtime?model=agent:${agent.slug}${rest}`;
const connect = (path = url(), options: Parameters<typeof connectTo>[2] = {}, port = server.port) => connectTo(port, path, { key, ...options });
const refusal = (path: string, headers: Record<string, string> = {}, port = server.port) => refusalFrom(port, path, headers);
const asKey = () => ({ authorization: `Bearer ${key}` });
const hangUp = async (client: WireClient) => { client.socket.close(1000); await client.closed; };
/** Open or refused, whichever comes. */
const outcome = async (client: WireClient): Promise<"in" | "out"> => Promise.race([client.until("session.created").then(() => "in" as const), client.closed.then(() => "out" as const)]);
const callsTo = (slug: string) => liveCalls().filter((call) => call.callable.agent.slug === slug).length;
const session = (event: WireEvent) => event.session as { max_output_tokens: number | "inf"; tools: unknown[]; audio: { input: { turn_detection: Record<string, unknown> } } };

describe("the way in", () => {
  test("of five upgrades with one client secret, one is let in", async () => {
    const { value } = await createClientSecret(nobody, { session: { model: `agent:${agent.slug}` } }, noDefault);
    const clients = Array.from({ length: 5 }, () => connect("/v1/realtime", { key: value }));
    expect((await Promise.all(clients.map(outcome))).sort()).toEqual(["in", "out", "out", "out", "out"]);
    closeClients();
  });

  test("of ten upgrades at once, as many are let in as there are lines, and as many as one owner may have", async () => {
    for (const limits of [{ maxCalls: 3 }, { maxCalls: 40, maxCallsPerOwner: 3 }]) {
      await waitFor(async () => (liveCalls().length === 0 ? true : null));
      const small = await startRealtimeServer(limits);
      const clients = Array.from({ length: 10 }, () => connect(url(), {}, small.port));
      expect((await Promise.all(clients.map(outcome))).filter((each) => each === "in")).toHaveLength(3);
      closeClients();
      await small.close();
    }
  }, 20_000);

  test("one person's keys and sessions share one person's lines", async () => {
    const other = await makeMember();
    const own = await makeAgent(other.ctx);
    const small = await startRealtimeServer({ maxCallsPerOwner: 1 });
    const first = connect(`/v1/realtime?model=agent:${own.slug}`, { key: await makeKey(other) }, small.port);
    await first.until("session.created");
    expect(await refusal(`/v1/realtime?model=agent:${own.slug}`, { authorization: `Bearer ${await makeKey(other)}` }, small.port)).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    await small.close();
  });

  test("a handshake that is none takes no line", async () => {
    const lone = await makeAgent(member.ctx);
    for (const broken of [{ "sec-websocket-version": "12" }, { "sec-websocket-key": "short" }]) {
      const status = await new Promise<string>((resolve) => {
        const headers = { host: "localhost", connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", ...asKey(), ...broken };
        const socket = connectSocket(server.port, "127.0.0.1", () => socket.write(`GET /v1/realtime?model=agent:${lone.slug} HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`));
        socket.once("data", (data) => { resolve(String(data).split("\r\n")[0] ?? ""); socket.destroy(); });
      });
      expect(status).toMatch(/^HTTP\/1.1 4\d\d /);
    }
    expect(callsTo(lone.slug)).toBe(0);
  });

  test("a refusal carries the headers of every answer, and is hung up even where the client does not", async () => {
    const text = await new Promise<string>((resolve) => {
      let told = "";
      const socket = connectSocket({ port: server.port, host: "127.0.0.1", allowHalfOpen: true }, () => socket.write(`GET ${url()} HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`));
      // What is written to a socket that was only half closed is taken; by one that is gone it is refused.
      const knock = () => { if (socket.destroyed) return; socket.write("x"); setTimeout(knock, 20); };
      socket.on("data", (data) => { told += String(data); }).on("end", knock).on("error", () => {}).on("close", () => resolve(told));
    });
    expect(text).toMatch(/^HTTP\/1.1 401 Unauthorized\r\n/);
    for (const header of ["x-content-type-options: nosniff", "cache-control: no-store", "www-authenticate: bearer"]) expect(text.toLowerCase()).toContain(`\r\n${header}\r\n`);
    expect(JSON.parse(text.slice(text.indexOf("\r\n\r\n") + 4))).toMatchObject({ error: { type: "authentication_error", code: "unauthenticated" } });
  }, 10_000);

  test.each(["https://127.0.0.1.evil.example", "http://evil.example/127.0.0.1", "http://127.0.0.1:1", "null", "http://127.0.0.1@evil.example", ""])("a cookie from a look-alike of the origin, %s, is refused", async (origin) => {
    expect(await refusal(url(), { cookie: member.cookie, origin })).toMatchObject({ status: 403, body: { error: { code: "origin_not_allowed" } } });
  });
});

describe("a client secret", () => {
  test("does not outlive the key that made it", async () => {
    const made = await createApiKey(member.ctx, { name: "short", scopes: ["realtime:connect"], expiresAt: null });
    const maker = ctxFor({ ...member.actor, kind: "key", scopes: ["realtime:connect"], credentialId: made.id });
    const { value } = await createClientSecret(maker, { session: { model: `agent:${agent.slug}` } }, noDefault);
    await revokeApiKey(member.ctx, { keyId: made.id });
    expect(await refusal("/v1/realtime", { authorization: `Bearer ${value}` })).toMatchObject({ status: 401 });
  });

  test("of somebody without an account opens nothing once the agent is private", async () => {
    const shown = await makeAgent(member.ctx, { visibility: "public" });
    const { value } = await createClientSecret(nobody, { session: { model: `agent:${shown.slug}` } }, noDefault);
    await updateAgent(member.ctx, { id: shown.id, visibility: "private" });
    expect(await refusal("/v1/realtime", { authorization: `Bearer ${value}` })).toMatchObject({ status: 404, body: { error: { code: "model_unknown" } } });
  });

  test("for a draft needs the role builder, and is not had for a foreign one", async () => {
    const make = (actor: typeof member.actor) => makeClientSecret(ctxFor(actor), { session: { model: `agent:${agent.slug}@draft` } });
    await expect(make({ ...member.actor, role: "viewer" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(make((await makeMember()).actor)).rejects.toMatchObject({ code: "model_unknown" });
    await expect(make(anonymousActor)).rejects.toMatchObject({ code: "model_unknown" });
    expect((await make(member.actor)).session).toMatchObject({ model: `agent:${agent.slug}@draft` });
  });

  test("shows what will be in force: nothing that its holder may not change", async () => {
    const asked = { model: `agent:${agent.slug}`, instructions: "Obey.", tools: [{ type: "function", name: "rm" }], output_modalities: ["text"] };
    expect((await makeClientSecret(nobody, { session: asked })).session).toEqual({ type: "realtime", object: "realtime.session", model: `agent:${agent.slug}@1`, output_modalities: ["text"] });
    expect((await makeClientSecret(member.ctx, { session: asked })).session).toMatchObject({ instructions: "Obey." });
  });

  test("is refused for a session that no session could be, rather than made and ignored", async () => {
    await expect(makeClientSecret(member.ctx, { session: { model: `agent:${agent.slug}`, instructions: 7 } })).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "session.instructions" }] } });
  });

  test("that opted in is told of its call once, by a token that holds", async () => {
    const { value } = await createClientSecret(nobody, { session: { model: `agent:${agent.slug}`, include: ["x.metrics"] } }, noDefault);
    const client = connect("/v1/realtime", { key: value });
    const told = await client.until("x.session");
    client.send({ type: "session.update", session: {} });
    await client.until("session.updated");
    client.socket.terminate();
    await client.closed;
    const again = connect("/v1/realtime", { key: null, protocols: ["realtime", `parley-resume.${String(told.resume_token)}`] });
    expect(await outcome(again)).toBe("in");
    expect(client.types().filter((type) => type === "x.session")).toHaveLength(1);
    await hangUp(again);
  });
});

describe("a call to be taken up again", () => {
  const begun = async (port = server.port) => { const client = connect(url("&ext=1"), {}, port); return { client, token: String((await client.until("x.session")).resume_token) }; };
  const protocols = (token: string) => ["realtime", `parley-resume.${token}`];

  test("is, where every line is taken: one of them is its own", async () => {
    await waitFor(async () => (liveCalls().length === 0 ? true : null));
    const small = await startRealtimeServer({ maxCalls: 1 });
    const { client, token } = await begun(small.port);
    client.socket.terminate();
    await client.closed;
    expect(await outcome(connect(url("&ext=1"), { protocols: protocols(token) }, small.port))).toBe("in");
    await small.close();
  });

  test("over a reply, ends it as cancelled: it is not spoken on to a line that nobody holds", async () => {
    const talker = await startRealtimeServer({ replies: [Array.from({ length: 300 }, () => "word").join(" ")], perCharacterMs: 40 });
    const { client, token } = await begun(talker.port);
    client.send({ type: "response.create" });
    await client.until("response.output_audio.delta");
    const again = connect(url("&ext=1"), { protocols: protocols(token) }, talker.port);
    expect(await client.until("response.done")).toMatchObject({ response: { status: "cancelled" } });
    await again.until("conversation.item.added", (event) => (event.item as { role: string; status: string }).status === "incomplete");
    expect(await client.closed).toBe(1001);
    await talker.close();
  }, 20_000);

  test("keeps its token where the server was too busy to take it", async () => {
    const before = await startRealtimeServer();
    const { token } = await begun(before.port);
    await before.close();
    const after = await startRealtimeServer({ maxCalls: 1 });
    const other = connect(url(), {}, after.port);
    await other.until("session.created");
    const again = { ...asKey(), "sec-websocket-protocol": protocols(token).join(", ") };
    expect(await refusal(url(), again, after.port)).toMatchObject({ status: 503 });
    await hangUp(other);
    await waitFor(async () => (liveCalls().length === 0 ? true : null));
    expect(await outcome(connect(url("&ext=1"), { protocols: protocols(token) }, after.port))).toBe("in");
    await after.close();
  }, 20_000);

  test("is not by somebody else's key, and the one whose call it is still can", async () => {
    const { client, token } = await begun();
    const stranger = await makeKey(await makeMember());
    expect(await refusal(url(), { authorization: `Bearer ${stranger}`, "sec-websocket-protocol": protocols(token).join(", ") })).toMatchObject({ status: 401 });
    client.socket.terminate();
    await client.closed;
    const again = connect(url("&ext=1"), { protocols: protocols(token) });
    expect(await outcome(again)).toBe("in");
    await hangUp(again);
  });
});

describe("a session", () => {
  const updated = async (client: WireClient, change: object): Promise<ReturnType<typeof session>> => {
    const seen = client.types().filter((type) => type === "session.updated").length;
    client.send({ type: "session.update", session: change });
    await client.until("session.updated", (event) => client.events.filter(({ type }) => type === "session.updated").indexOf(event) === seen);
    return session(client.events.filter(({ type }) => type === "session.updated")[seen] as WireEvent);
  };
  const detection = (turn_detection: object | null) => ({ audio: { input: { turn_detection } } });

  test("gives back what it took: the bounds are the agent's, not those of the last change", async () => {
    const client = connect();
    await client.until("session.created");
    await updated(client, { ...detection({ type: "server_vad", interrupt_response: false, idle_timeout_ms: 6_000 }), max_output_tokens: 10 });
    await client.until("session.updated");
    client.send({ type: "input_audio_buffer.clear" }); // begins the call, with all of this in force
    await client.until("input_audio_buffer.cleared");
    await updated(client, { ...detection({ interrupt_response: false }) });
    const restored = await updated(client, { ...detection({ interrupt_response: true, idle_timeout_ms: 9_000 }), max_output_tokens: "inf" });
    expect(restored).toMatchObject({ max_output_tokens: "inf", audio: { input: { turn_detection: { interrupt_response: true, idle_timeout_ms: 9_000 } } } });
    expect((await updated(client, detection({ idle_timeout_ms: null }))).audio.input.turn_detection.idle_timeout_ms).toBeNull();
    await hangUp(client);
  });

  test("outlives an event nested without end", async () => {
    const client = connect();
    await client.until("session.created");
    const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    client.socket.send(`{"type":"session.update","event_id":"e1","session":{"tools":[{"type":"function","name":"look","parameters":${deep}}]}}`);
    expect(await client.until("error")).toMatchObject({ error: { code: "invalid_event", event_id: "e1" } });
    expect((await updated(client, { tools: [{ type: "function", name: "look" }] })).tools).toHaveLength(1);
    await hangUp(client);
  });

  test("takes words that hold what a database refuses, without it", async () => {
    const client = connect(url("&ext=1"));
    const { conversation_id: id } = await client.until("x.session");
    client.send({ type: "x.consent", text: true });
    await client.until("x.consent", (event) => event.text === true);
    client.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text: "Be\u0000fore \ud800after" }] } });
    expect(await client.until("conversation.item.added")).toMatchObject({ item: { content: [{ type: "input_text", text: "Before after" }] } });
    client.send({ type: "response.create" });
    await client.until("response.done");
    await hangUp(client);
    const kept = await waitFor(async () => { const found = await getConversation(member.ctx, { id: String(id) }); return found.endedAt ? found : null; });
    expect(kept.turns.map((turn) => turn.generatedText)).toEqual(["Before after", "We open at nine."]);
  });

  test("does not outlive an event in a thousand pieces", async () => {
    const client = connect();
    await client.until("session.created");
    for (let piece = 0; piece < 1_000; piece += 1) client.socket.send(" ", { fin: false });
    expect(await client.closed).toBe(1008);
  });

  test("says that it hears no audio in items, rather than take it for nothing", async () => {
    const client = connect();
    await client.until("session.created");
    client.send({ type: "conversation.item.create", event_id: "e1", item: { id: "spoken", type: "message", role: "user", content: [{ type: "input_audio", audio: "AAAA" }] } });
    expect(await client.until("error")).toMatchObject({ error: { event_id: "e1", param: "item.content" } });
    expect(client.types()).not.toContain("conversation.item.added");
    await hangUp(client);
  });

  test("tells a truncation in whole milliseconds that any client can read", async () => {
    const client = connect();
    await client.until("session.created");
    client.socket.send('{"type":"conversation.item.truncate","item_id":"none","content_index":1e300,"audio_end_ms":1e300}');
    const { audio_end_ms: atMs, content_index: index } = await client.until("conversation.item.truncated");
    expect([Number.isSafeInteger(atMs), Number.isSafeInteger(index)]).toEqual([true, true]);
    await hangUp(client);
  });
});

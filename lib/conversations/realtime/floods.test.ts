/** Clients that ask too much, too fast, or in a form that is none: what ends them, with which code, and that nobody else's call is touched. */
import WebSocket from "ws";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { liveCalls } from "@/lib/conversations/live-calls";
import { systemClock } from "@/lib/platform/clock";
import { anonymousActor, ctxFor } from "@/lib/platform/ctx";
import { makeKey, makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { frame, handshake, opcodes, rawSocket } from "@/lib/testing/raw-socket";
import { closeClients, connectTo, refusalFrom, waitFor, type WireClient } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";
import * as limits from "./limits";

useTestDatabase();

/** Stands still unless it is moved: no bucket fills by itself. Pulses wait until a test lets them beat. */
const time = { nowMs: 1_000, stepMs: 0, pulses: [] as (() => void)[] };
const clock = {
  ...systemClock,
  nowMs: () => (time.nowMs += time.stepMs),
  after(delayMs: number, task: () => void) {
    if (delayMs !== limits.pingMs) return systemClock.after(delayMs, task);
    time.pulses.push(task);
    return () => { time.pulses = time.pulses.filter((other) => other !== task); };
  },
};
const pulse = () => { for (const beat of time.pulses.splice(0)) beat(); };

let server: RealtimeServer;
let member: TestMember;
let key: string;
let agent: TestAgent;
let bystander: WireClient;
const maxTokens: (number | null)[] = [];

beforeAll(async () => {
  server = await startRealtimeServer({ clock, replies: (request) => { maxTokens.push(request.maxTokens); return "We open at nine."; } });
  member = await makeMember();
  key = await makeKey(member);
  agent = await makeAgent(member.ctx, { visibility: "public" });
  bystander = connectTo(server.port, url(), { key });
  await bystander.until("session.created");
}, 60_000);
afterEach(async () => {
  time.stepMs = 0;
  time.nowMs += 600_000;
  const before = bystander.events.length;
  // Words, so that its call is not taken for idle however long the tests take.
  bystander.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text: "Still here." }] } });
  await waitFor(() => Promise.resolve(bystander.events.slice(before).some(({ type }) => type === "conversation.item.done") || null));
});
afterAll(async () => { closeClients(); await server.close(); });

const url = () => `/v1/realtime?model=agent:${agent.slug}`;
const opened = async (path = url()) => { const client = connectTo(server.port, path, { key }); await client.until("session.created"); return client; };
const errors = (client: WireClient) => client.events.flatMap(({ type, error }) => (type === "error" ? [(error as { code: string }).code] : []));
const othersThan = (ours: number) => waitFor(() => Promise.resolve(liveCalls().length === ours || null));
const lives = async (client: WireClient) => { client.send({ type: "conversation.item.retrieve", item_id: "nothing" }); await client.until("error", ({ error }) => (error as { code: string }).code === "item_retrieve_invalid_item_id"); client.socket.terminate(); await client.closed; };
const many = (count: number, send: (index: number) => void) => { for (let index = 0; index < count; index += 1) send(index); };
const system = (id: string, text: string) => ({ type: "conversation.item.create", item: { id, type: "message", role: "system", content: [{ type: "input_text", text }] } });

describe("too much closes with 1008 and the error rate_limited", () => {
  const floods: [string, number, (client: WireClient, index: number) => void][] = [
    ["small valid events", limits.events.atOnce, ({ send }) => send({ type: "x.playback", response_id: "none", played_ms: 1 })],
    ["audio of no length", limits.events.atOnce, ({ send }) => send({ type: "input_audio_buffer.append", audio: "" })],
    ["pings", limits.events.atOnce, ({ socket }) => socket.ping()],
    ["pongs that nobody asked for", limits.events.atOnce, ({ socket }) => socket.pong()],
    ["text that is no JSON", limits.mistakes.atOnce, ({ socket }) => socket.send("{")],
    ["binary frames", limits.mistakes.atOnce, ({ socket }) => socket.send(Buffer.alloc(8))],
    ["events of no known type", limits.mistakes.atOnce, ({ send }, index) => send({ type: `x.${index}` })],
    ["events in the wrong shape", limits.mistakes.atOnce, ({ send }) => send({ type: "session.update", session: 7 })],
    ["items, once they are refused", limits.createdItems.atOnce + limits.mistakes.atOnce, ({ send }, index) => send(system(`i${index}`, "x"))],
    ["responses, once they are refused", limits.askedResponses.atOnce + limits.mistakes.atOnce, ({ send }) => send({ type: "response.create" })],
    ["choices about consent, once they are refused", limits.consentChanges.atOnce + limits.mistakes.atOnce, ({ send }) => send({ type: "x.consent" })],
  ];
  test.each(floods)("%s", async (_name, most, send) => {
    const client = await opened();
    many(most, (index) => send(client, index));
    client.socket.send('{"type":"input_audio_buffer.clear"}');
    // The clear is one event more than the number, where it is events that are counted.
    if (most === limits.events.atOnce) expect(await client.closed).toBe(1008);
    else {
      await client.until("input_audio_buffer.cleared");
      expect(client.socket.readyState).toBe(WebSocket.OPEN);
      send(client, most);
      send(client, most);
      expect(await client.closed).toBe(1008);
    }
    expect(errors(client).at(-1)).toBe("rate_limited");
    await othersThan(1);
  }, 30_000);

  test("bytes, and those of the answers: a short event that asks for a long session costs what it is answered", async () => {
    const client = await opened();
    client.send({ type: "session.update", session: { instructions: "x".repeat(190_000) } });
    await client.until("session.updated");
    many(60, () => client.send({ type: "session.update", session: {} }));
    expect(await client.closed).toBe(1008);
    expect(errors(client)).toEqual(["rate_limited"]);
    expect(client.types().filter((type) => type === "session.updated").length).toBeLessThan(45);
  });

  test("and nothing is carried out that came behind it", async () => {
    const client = await opened();
    many(limits.mistakes.atOnce + 1, () => client.socket.send("{"));
    many(5, () => client.send({ type: "response.create" }));
    expect(await client.closed).toBe(1008);
    expect(client.types().slice(-1)).toEqual(["error"]);
    expect(client.types()).not.toContain("response.created");
  });

  test("with time there is room again", async () => {
    const client = await opened();
    many(limits.mistakes.atOnce, () => client.socket.send("{"));
    await waitFor(() => Promise.resolve(errors(client).length === limits.mistakes.atOnce || null));
    time.nowMs += 10_000;
    many(10, () => client.socket.send("{"));
    await lives(client);
    expect(errors(client).slice(0, -1)).toEqual(Array.from({ length: limits.mistakes.atOnce + 10 }, () => "invalid_json"));
  });
});

describe("one event", () => {
  test("of two mebibytes of empty lists is refused unread, and the call goes on", async () => {
    const client = await opened();
    client.socket.send(`{"type":"session.update","session":{"x":[${"[],".repeat(680_000)}0]}}`);
    await client.until("error");
    expect(errors(client)).toEqual(["invalid_event"]);
    await lives(client);
  });

  test.each([
    ["a label of 513 characters", { type: "response.create", response: { metadata: { name: "x".repeat(513) } } }],
    ["a label's name of 65", { type: "response.create", response: { metadata: { ["x".repeat(65)]: "value" } } }],
    ["an id of 257", { type: "conversation.item.retrieve", item_id: "x".repeat(257) }],
    ["instructions of 200,001", { type: "session.update", session: { instructions: "x".repeat(200_001) } }],
    ["129 tools", { type: "session.update", session: { tools: Array.from({ length: 129 }, (_all, index) => ({ name: `t${index}` })) } }],
    ["a tool's name of 129", { type: "session.update", session: { tools: [{ name: "x".repeat(129) }] } }],
    ["65 parts", { type: "conversation.item.create", item: { type: "message", role: "user", content: Array.from({ length: 65 }, () => ({ text: "x" })) } }],
    ["a number that is none", '{"type":"x.playback","response_id":"r","played_ms":1e999}'],
  ])("with %s is refused with invalid_event, and echoes none of it at length", async (_name, event) => {
    const client = await opened();
    client.socket.send(typeof event === "string" ? event : JSON.stringify(event));
    await client.until("error");
    expect(errors(client)).toEqual(["invalid_event"]);
    expect(JSON.stringify(client.events.at(-1)).length).toBeLessThan(1_000);
    await lives(client);
  });

  test("asks a model for no more than the agent's makers allow", async () => {
    const client = await opened();
    maxTokens.length = 0;
    client.socket.send('{"type":"response.create","response":{"max_output_tokens":1e300,"metadata":{"name":"value"}}}');
    expect(await client.until("response.done")).toMatchObject({ response: { metadata: { name: "value" } } });
    expect(maxTokens).toEqual([4_096]);
    await lives(client);
  });

  test("that brings an item of a known id replaces it: nothing is remembered twice", async () => {
    const client = await opened();
    many(50, (index) => client.send(index % 2 ? system("same", `words ${index}`) : { ...system("same", ""), item: { id: "same", type: "message", role: "user", content: [{ type: "input_text", text: `words ${index}` }] } }));
    client.send({ type: "input_audio_buffer.clear" });
    await client.until("input_audio_buffer.cleared");
    expect(liveCalls().flatMap((call) => call.history()).filter(({ itemId }) => itemId === "same").map(({ message }) => message)).toEqual([{ role: "system", text: "words 49" }]);
    await lives(client);
  });

  const noise = (sizeBytes: number) => Buffer.from(Uint8Array.from({ length: sizeBytes }, (_all, index) => (index * 7_919) % 256)).toString("base64");
  test.each([["an odd number of bytes", noise(1_001)], ["noise at full scale", noise(48_000)], ["a direct current", Buffer.alloc(48_000, 0x7f).toString("base64")], ["one byte", "AA=="], ["nothing", ""]])("of audio with %s is heard in every format, and the call goes on", async (_name, audio) => {
    const client = await opened();
    for (const type of ["audio/pcm", "audio/pcmu", "audio/pcma", "audio/none"]) {
      client.send({ type: "session.update", session: { audio: { input: { format: { type, rate: 1 } } } } });
      client.send({ type: "input_audio_buffer.append", audio });
    }
    await lives(client);
    expect(errors(client)).toEqual(["item_retrieve_invalid_item_id"]);
  });

  test.each(["not base64!", "AAAA\u0000", "====", "🎤"])("of audio that is %j gets invalid_audio, and the call goes on", async (audio) => {
    const client = await opened();
    client.send({ type: "input_audio_buffer.append", audio });
    await client.until("error");
    expect(errors(client)).toEqual(["invalid_audio"]);
    await lives(client);
  });
});

describe("a line", () => {
  const raw = async () => { const client = rawSocket(server.port, handshake(url(), { authorization: `Bearer ${key}` })); await client.opened; return client; };

  test.each([
    ["a frame without a mask", 1002, [frame(opcodes.text, "{}", { masked: false })]],
    ["a reserved bit", 1002, [frame(opcodes.text, "{}", { reserved: 4 })]],
    ["a reserved opcode", 1002, [frame(opcodes.reserved, "{}")]],
    ["a continuation of nothing", 1002, [frame(opcodes.continuation, "{}")]],
    ["a ping in pieces", 1002, [frame(opcodes.ping, "x", { fin: false })]],
    ["a ping of 126 bytes", 1002, [frame(opcodes.ping, "x".repeat(126))]],
    ["a message within a message", 1002, [frame(opcodes.text, "{", { fin: false }), frame(opcodes.text, "}")]],
    ["a close code that is none", 1002, [frame(opcodes.close, Buffer.from([0x03, 0xed]))]],
    ["text that is not UTF-8", 1007, [frame(opcodes.text, Buffer.from([0xc3, 0x28]))]],
    ["2 MiB and a byte", 1009, [frame(opcodes.text, "x".repeat(limits.maxEventBytes + 1))]],
    ["pieces that come to more than 2 MiB", 1009, Array.from({ length: 33 }, (_all, index) => frame(index ? opcodes.continuation : opcodes.text, "x".repeat(65_536), { fin: false }))],
    ["257 pieces", 1008, Array.from({ length: 257 }, (_all, index) => frame(index ? opcodes.continuation : opcodes.text, "x", { fin: false }))],
  ])("with %s is closed with %d, and cut where the client never answers that", async (_name, code, frames) => {
    const client = await raw();
    client.send(...frames);
    expect(await client.ended).toMatchObject({ closeCode: code });
    await othersThan(1);
  }, 15_000);

  test.each(["half closed", "reset"])("that is %s ends its call", async (how) => {
    const client = await raw();
    if (how === "reset") client.socket.resetAndDestroy();
    else client.socket.end();
    await client.ended;
    await othersThan(1);
  }, 15_000);

  test("that answers no ping is cut at the second; one that does is not, nor is one that dribbles a frame for ever and answers", async () => {
    pulse();
    const silent = await raw();
    const polite = await opened();
    const answered = [polite, bystander].map(({ socket }) => new Promise((resolve) => { socket.once("ping", resolve); }));
    pulse();
    await Promise.all(answered);
    // Whatever a client sends after its pong is read after it.
    polite.send({ type: "input_audio_buffer.clear" });
    bystander.send({ type: "input_audio_buffer.clear" });
    await polite.until("input_audio_buffer.cleared");
    pulse();
    expect(await silent.ended).toMatchObject({ closeCode: null });
    await lives(polite);
  }, 15_000);

  test("of a client that pings and never reads is cut before its pongs fill the memory", async () => {
    time.stepMs = 60_000; // every bucket is always full
    const client = await opened();
    client.socket.pause();
    const payload = Buffer.alloc(125);
    many(200_000, () => client.socket.ping(payload));
    // Turns of the loop and not time: the server reads one ping in each.
    for (let turn = 0; turn < 400_000 && liveCalls().length > 1; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
    expect(liveCalls()).toHaveLength(1);
    client.socket.terminate();
  }, 60_000);
});

describe("the way in", () => {
  test("of twelve callers at once from one address without an account, four are let in; the rest is told to wait", async () => {
    const secrets = await Promise.all(Array.from({ length: 12 }, () => createClientSecret(ctxFor(anonymousActor), { session: { model: `agent:${agent.slug}` } }, () => Promise.reject(new Error("no default")))));
    const callers = secrets.map(({ value }) => rawSocket(server.port, handshake("/v1/realtime", { authorization: `Bearer ${value}` })));
    const outcomes = await Promise.all(callers.map((caller) => caller.opened.then(() => 101, async () => (await caller.ended).status)));
    expect(outcomes.filter((status) => status === 101)).toHaveLength(limits.callsPerAnonymous);
    expect(outcomes.filter((status) => status === 429)).toHaveLength(12 - limits.callsPerAnonymous);
    for (const caller of callers) caller.socket.destroy();
    await othersThan(1);
  }, 15_000);

  test("is not found by guessing: no guess is told apart from another, and none uses up a real token", async () => {
    const client = await opened(`${url()}&ext=1`);
    const token = String((await client.until("x.session")).resume_token);
    client.socket.terminate();
    await client.closed;
    const knock = (guess: string) => refusalFrom(server.port, url(), { "sec-websocket-protocol": `realtime, parley-resume.${guess}` });
    const answers = await Promise.all(["res_", token.slice(0, -1), `${token}x`, token.toUpperCase(), ...Array.from({ length: 16 }, (_all, index) => `res_${index}`)].map(knock));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
    const again = connectTo(server.port, `${url()}&ext=1`, { key: null, protocols: ["realtime", `parley-resume.${token}`] });
    await again.until("session.created");
    again.socket.close(1000);
    await again.closed;
    await othersThan(1);
  });
});

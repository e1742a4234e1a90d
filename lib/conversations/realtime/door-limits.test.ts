import WebSocket from "ws";
import { turnTaking } from "@/lib/agents/schema";
import { liveCalls } from "@/lib/conversations/live-calls";
import { systemClock } from "@/lib/platform/clock";
import { createApiKey, revokeApiKey } from "@/lib/identity/service";
import { makeKey, makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { handshake, rawSocket } from "@/lib/testing/raw-socket";
import { closeClients, connectTo, refusalFrom, waitFor, type WireEvent } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";

useTestDatabase();

let server: RealtimeServer;
let member: TestMember;
let key: string;
let agent: TestAgent;

beforeAll(async () => {
  server = await startRealtimeServer();
  member = await makeMember();
  key = await makeKey(member);
  agent = await makeAgent(member.ctx);
}, 60_000);
afterAll(async () => { closeClients(); await server.close(); });

describe("too much", () => {
  test("a call over the limit is refused before the upgrade, at once and with Retry-After; the ones that run go on", async () => {
    const small = await startRealtimeServer({ maxCalls: 1 });
    try {
      const socket = new WebSocket(`ws://127.0.0.1:${small.port}/v1/realtime?model=agent:${agent.slug}`, { headers: { authorization: `Bearer ${key}` } });
      await new Promise((resolve) => { socket.once("message", resolve); });
      const beganMs = performance.now();
      const response = await new Promise<{ status: number; retryAfter: string | undefined }>((resolve) => {
        const second = new WebSocket(`ws://127.0.0.1:${small.port}/v1/realtime?model=agent:${agent.slug}`, { headers: { authorization: `Bearer ${key}` } });
        second.on("unexpected-response", (_request, answer) => { resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] }); second.terminate(); });
        second.on("error", () => {});
      });
      expect(response).toEqual({ status: 503, retryAfter: "15" });
      expect(performance.now() - beganMs).toBeLessThan(1_000);
      expect(socket.readyState).toBe(WebSocket.OPEN);
      socket.close(1000);
    } finally { await small.close(); }
  }, 20_000);

  test("so many credentials are looked at together and no more; each place is given back", async () => {
    const url = `/v1/realtime?model=agent:${agent.slug}`;
    const none = await startRealtimeServer({ maxArriving: 0 });
    expect(await refusalFrom(none.port, url, { authorization: `Bearer ${key}` })).toMatchObject({ status: 503, body: { error: { code: "overloaded" } } });
    await none.close();
    const one = await startRealtimeServer({ maxArriving: 1 });
    for (const credential of ["wrong", "wrong", key]) {
      const client = rawSocket(one.port, handshake(url, { authorization: `Bearer ${credential}` }));
      expect(await client.opened.then(() => 101, async () => (await client.ended).status)).toBe(credential === key ? 101 : 401);
      client.socket.destroy();
    }
    await one.close();
  }, 20_000);

  test("a client that does not read is cut off, and its server's memory with it", async () => {
    let nowMs = 0; // every bucket is always full, so that nothing but its slowness ends it
    const clock = { ...systemClock, nowMs: () => (nowMs += 60_000) };
    const talker = await startRealtimeServer({ clock, replies: [Array.from({ length: 4_000 }, () => "word").join(" ")], perCharacterMs: 40 });
    try {
      const chatty = await makeAgent(member.ctx, { definition: { turnTaking: { ...turnTaking.parse({}), sendAheadMs: 5_000 } } });
      const socket = new WebSocket(`ws://127.0.0.1:${talker.port}/v1/realtime?model=agent:${chatty.slug}`, { headers: { authorization: `Bearer ${key}` } });
      await new Promise((resolve) => { socket.once("message", resolve); });
      socket.pause();
      // Each asks for a session of 100 kB back, and reads none.
      const padded = JSON.stringify({ type: "session.update", session: { instructions: "x".repeat(100_000) } });
      for (let sent = 0; sent < 200 && socket.readyState === WebSocket.OPEN; sent += 1) { socket.send(padded); await new Promise((resolve) => { setTimeout(resolve, 2); }); }
      await waitFor(async () => (liveCalls().some((call) => call.callable.agent.slug === chatty.slug) ? null : true));
    } finally { await talker.close(); }
  }, 30_000);
});

test("a key that is revoked ends its open call within seconds", async () => {
  const other = await makeMember();
  const made = await createApiKey(other.ctx, { name: "short", scopes: ["realtime:connect"], expiresAt: null });
  const own = await makeAgent(other.ctx);
  const client = connectTo(server.port, `/v1/realtime?model=agent:${own.slug}&ext=1`, { key: made.key });
  await client.until("session.created");
  await revokeApiKey(other.ctx, { keyId: made.id });
  expect(await client.until("x.call.end")).toMatchObject({ reason: "revoked" });
  expect(await client.closed).toBe(1008);
}, 20_000);

test("a server that goes away says so, refuses new calls, and leaves nothing open", async () => {
  const leaving = await startRealtimeServer();
  const socket = new WebSocket(`ws://127.0.0.1:${leaving.port}/v1/realtime?model=agent:${agent.slug}&ext=1`, { headers: { authorization: `Bearer ${key}` } });
  const events: WireEvent[] = [];
  const closed = new Promise<number>((resolve) => { socket.on("close", resolve); });
  socket.on("message", (data) => events.push(JSON.parse(String(data)) as WireEvent));
  await waitFor(async () => (events.some((event) => event.type === "x.session") ? true : null));
  await leaving.close();
  expect(await closed).toBe(1012);
  expect(events.at(-1)).toMatchObject({ type: "x.call.end", reason: "shutdown" });
  expect(liveCalls()).toEqual([]);
}, 20_000);

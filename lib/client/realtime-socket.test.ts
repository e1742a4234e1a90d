import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket as ServerSocket } from "ws";
import { decodePcm } from "./base64";
import { openRealtimeSocket, type ConnectionStatus, type RealtimeSocket } from "./realtime-socket";

interface Peer { socket: ServerSocket; protocols: string[]; received: { type: string; audio?: string }[] }

const closers: (() => void)[] = [];
afterEach(() => { for (const close of closers.splice(0)) close(); });

/** A real socket on loopback; each connection is handed to the test as it comes. */
async function serve(welcome: (peer: Peer, nth: number) => void): Promise<{ url: string; peers: Peer[]; until: (done: () => boolean) => Promise<void> }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "realtime" });
  closers.push(() => { for (const client of server.clients) client.terminate(); server.close(); });
  const peers: Peer[] = [];
  const waiting: (() => void)[] = [];
  const changed = () => { for (const check of [...waiting]) check(); };
  server.on("connection", (socket, request) => {
    const peer: Peer = { socket, protocols: (request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/), received: [] };
    peers.push(peer);
    socket.on("message", (data) => { peer.received.push(JSON.parse(String(data))); changed(); });
    socket.on("close", changed);
    welcome(peer, peers.length);
    changed();
  });
  await new Promise((resolve) => server.on("listening", resolve));
  const until = (done: () => boolean) => new Promise<void>((resolve) => {
    const check = () => { if (done()) { waiting.splice(waiting.indexOf(check), 1); resolve(); } };
    waiting.push(check);
    check();
  });
  closers.push(() => waiting.splice(0));
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime`, peers, until };
}

const greet = (peer: Peer, token: string) => {
  peer.socket.send(JSON.stringify({ type: "session.created", event_id: "1", session: {} }));
  peer.socket.send(JSON.stringify({ type: "x.session", event_id: "2", resume_token: token, conversation_id: "cnv_1", agent: { slug: "a", name: "A", version: 1 }, warnings: [], resumed: false, expires_at: 0 }));
};

function call(url: string, credential: () => Promise<string | null> = async () => "ek_1") {
  const statuses: ConnectionStatus[] = [];
  const errors: unknown[] = [];
  const events: string[] = [];
  const waiting: { status: ConnectionStatus; resolve: () => void }[] = [];
  const line: RealtimeSocket = openRealtimeSocket({
    url, credential, onEvent: (event) => events.push(event.type),
    onStatus(status, error) { statuses.push(status); if (error) errors.push(error); for (const each of waiting.filter((one) => one.status === status)) each.resolve(); },
  });
  closers.push(() => line.close());
  return { line, statuses, errors, events, reaches: (status: ConnectionStatus) => new Promise<void>((resolve) => { if (statuses.includes(status)) resolve(); else waiting.push({ status, resolve }); }) };
}

const frame = (value: number) => new Int16Array(480).fill(value);
const samplesOf = (peer: Peer | undefined) => (peer?.received ?? []).filter((event) => event.type === "input_audio_buffer.append").flatMap((event) => [...decodePcm(event.audio ?? "")]);

it("what is said before the line is open is kept and sent, in order and whole", async () => {
  let open = () => {};
  const { url, peers, until } = await serve((peer) => { open = () => greet(peer, "res_1"); });
  const { line, reaches } = call(url);
  for (let i = 1; i <= 60; i++) line.sendAudio(frame(i));
  line.send({ type: "x.consent", audio: true });
  await until(() => peers.length === 1);
  expect(peers[0]?.received).toEqual([]);
  open();
  await reaches("open");
  line.sendAudio(frame(61));
  await until(() => samplesOf(peers[0]).length === 61 * 480);
  expect(samplesOf(peers[0]).filter((_, index) => index % 480 === 0)).toEqual(Array.from({ length: 61 }, (_, i) => i + 1));
  expect(peers[0]?.received[0]?.type).toBe("x.consent");
  expect(peers[0]?.protocols).toEqual(["realtime", "openai-insecure-api-key.ek_1"]);
});

it("a broken line is taken up again with the newest token, and what was said meanwhile arrives", async () => {
  const { url, peers, until } = await serve((peer, nth) => greet(peer, `res_${nth}`));
  const { line, statuses, reaches } = call(url);
  await reaches("open");
  peers[0]?.socket.send(JSON.stringify({ type: "x.session", event_id: "3", resume_token: "res_rotated", conversation_id: "cnv_1", agent: { slug: "a", name: "A", version: 1 }, warnings: [], resumed: false, expires_at: 0 }));
  peers[0]?.socket.send(JSON.stringify({ type: "input_audio_buffer.cleared", event_id: "4" }), () => peers[0]?.socket.terminate());
  await reaches("reconnecting");
  line.sendAudio(frame(7));
  await until(() => samplesOf(peers[1]).length === 480);
  expect(peers[1]?.protocols).toEqual(["realtime", "parley-resume.res_rotated"]);
  expect(statuses).toEqual(["open", "reconnecting", "open"]);
});

it("a call that the server ended is not taken up again", async () => {
  const { url, peers, until } = await serve((peer) => { greet(peer, "res_1"); peer.socket.send(JSON.stringify({ type: "x.call.end", event_id: "3", reason: "idle" }), () => peer.socket.terminate()); });
  const { reaches, statuses, errors } = call(url);
  await reaches("closed");
  await until(() => peers.length === 1);
  expect(statuses).toEqual(["open", "closed"]);
  expect(errors).toEqual([]);
});

it("a server that goes away for a restart is called again", async () => {
  const { url, peers, until } = await serve((peer, nth) => { greet(peer, `res_${nth}`); if (nth === 1) peer.socket.send(JSON.stringify({ type: "x.call.end", event_id: "3", reason: "shutdown" }), () => peer.socket.close(1012)); });
  call(url);
  await until(() => peers.length === 2);
  expect(peers[1]?.protocols[1]).toBe("parley-resume.res_1");
});

it("hanging up closes with 1000, so that the server ends the call", async () => {
  const { url, peers } = await serve((peer) => greet(peer, "res_1"));
  const { line, reaches } = call(url);
  await reaches("open");
  const closed = new Promise<number>((resolve) => { peers[0]?.socket.on("close", resolve); });
  line.close();
  expect(await closed).toBe(1_000);
});

it("a refusal ends the attempt with its own words, and no socket is opened", async () => {
  const refusal = new Error("All lines are busy.");
  const { url, peers } = await serve(() => {});
  const { reaches, errors } = call(url, async () => { throw refusal; });
  await reaches("closed");
  expect(errors).toEqual([refusal]);
  expect(peers).toEqual([]);
});

it("what is no event is left out and harms nothing", async () => {
  const { url } = await serve((peer) => { peer.socket.send("{"); peer.socket.send("7"); peer.socket.send("null"); greet(peer, "res_1"); });
  const { reaches, events } = call(url);
  await reaches("open");
  expect(events[0]).toBe("session.created");
});

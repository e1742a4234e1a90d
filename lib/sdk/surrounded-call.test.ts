import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer, type WebSocket as ServerSocket } from "ws";
import { createCall, type CallOptions, type CallTurn, type Transcript } from "./call";

const closers: (() => void)[] = [];
afterEach(() => { for (const close of closers.splice(0)) close(); });

interface Heard { type: string; [field: string]: unknown }
interface Line { socket: ServerSocket; address: string; protocols: string; heard: Heard[]; say(event: Record<string, unknown>): void }

/** A server that speaks the wire; the test says what. */
async function served(): Promise<{ baseUrl: string; lines: Line[]; until(done: () => boolean): Promise<void> }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "realtime" });
  closers.push(() => { for (const client of server.clients) client.terminate(); server.close(); });
  const lines: Line[] = [];
  const checks = new Set<() => void>();
  const changed = () => { for (const check of [...checks]) check(); };
  server.on("connection", (socket, request) => {
    const say: Line["say"] = (event) => socket.send(JSON.stringify({ event_id: "e", ...event }));
    const line: Line = { socket, address: request.url ?? "", protocols: request.headers["sec-websocket-protocol"] ?? "", heard: [], say };
    lines.push(line);
    socket.on("message", (data) => { line.heard.push(JSON.parse(String(data))); changed(); });
    say({ type: "session.created", session: {} });
    say({ type: "x.session", resume_token: `res_${lines.length}`, conversation_id: "cnv_1", agent: { slug: "demo", name: "Demo", version: 1 }, warnings: [], resumed: false, expires_at: 0 });
    changed();
  });
  await new Promise((listening) => server.on("listening", listening));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lines,
    until: (done) => new Promise((resolve) => { const check = () => { if (done()) { checks.delete(check); resolve(); } }; checks.add(check); check(); }),
  };
}

const make = (baseUrl: string, options: Partial<CallOptions> = {}) => {
  const call = createCall({ baseUrl, agent: "demo", webSocket: WebSocket, clientSecret: async () => "ek_1", callers: { read: () => null, keep: () => {} }, ...options });
  closers.push(() => call.dispose());
  return call;
};
type AnyCall = ReturnType<typeof make>;
const next = (call: AnyCall, wanted: (turn: CallTurn) => boolean) => new Promise<CallTurn>((resolve) => { call.on("turn", (turn) => { if (wanted(turn)) resolve(turn); }); });
const reply = (line: Line, text: string) => {
  line.say({ type: "x.reply", response_id: "rsp_1", item_id: "item_1", turn_item_id: null, kind: "answer" });
  line.say({ type: "response.output_text.delta", response_id: "rsp_1", item_id: "item_1", output_index: 0, content_index: 0, delta: text });
  line.say({ type: "response.done", response: { id: "rsp_1", status: "completed" } });
};

test("the secret goes into the subprotocol and never into the address, and without sound the agent is asked to write", async () => {
  const { baseUrl, lines, until } = await served();
  const call = make(`${baseUrl}/`);
  await call.start({ voice: false, consent: null });
  await until(() => lines[0]?.heard.length === 1);
  expect(lines[0]?.address).toBe("/v1/realtime?model=agent%3Ademo&ext=1");
  expect(lines[0]?.protocols).toContain("openai-insecure-api-key.ek_1");
  expect(lines[0]?.heard).toEqual([{ type: "session.update", session: { type: "realtime", output_modalities: ["text"] } }]);
  expect(call.snapshot().call.phase).toBe("listening");
});

test("what is typed goes out, and what is answered comes as transcript and turn, each final once", async () => {
  const { baseUrl, lines, until } = await served();
  const call = make(baseUrl, { version: 3 });
  const transcripts: Transcript[] = [];
  call.on("transcript", (transcript) => transcripts.push(transcript));
  await call.start({ voice: false, consent: null });
  call.type("  How much? ");
  await until(() => lines[0]?.heard.some(({ type }) => type === "response.create") ?? false);
  const over = next(call, (turn) => turn.role === "agent");
  const [line] = lines;
  if (line) reply(line, "Four pounds.");
  expect(await over).toMatchObject({ text: "Four pounds.", outcome: "complete" });
  expect(line?.address).toContain("demo%403");
  expect(transcripts.filter(({ final }) => final).map(({ role, text }) => [role, text])).toEqual([["caller", "How much?"], ["agent", "Four pounds."]]);
});

test("a broken line is taken up again with the resume token alone, and the writing mode is said again", async () => {
  const { baseUrl, lines, until } = await served();
  let secrets = 0;
  const call = make(baseUrl, { clientSecret: async () => { secrets += 1; return "ek_1"; } });
  const states: string[] = [];
  call.on("state", (state) => states.push(state));
  await call.start({ voice: false, consent: null });
  await until(() => lines[0]?.heard.length === 1);
  lines[0]?.socket.terminate();
  await until(() => lines[1]?.heard.length === 1);
  expect(lines[1]?.protocols).toContain("parley-resume.res_1");
  expect(lines[1]?.protocols).not.toContain("ek_1");
  expect(lines[1]?.heard[0]?.type).toBe("session.update");
  expect([states, secrets]).toEqual([["connecting", "listening", "reconnecting", "listening"], 1]);
});

test("an application that can give no secret gets words for its user, and none of its own fault", async () => {
  const { baseUrl, lines } = await served();
  const call = make(baseUrl, { clientSecret: async () => { throw new Error("database password wrong"); } });
  const errors: string[] = [];
  const ends: unknown[] = [];
  call.on("error", ({ of, title, cure }) => errors.push(`${of}: ${title}. ${cure}`));
  call.on("end", (end) => ends.push(end));
  await call.start({ voice: false, consent: null });
  expect(errors).toEqual(["call: The call could not begin. This page was given no access to the call. Load it again, or try later."]);
  expect(ends).toEqual([{ conversationId: null, reason: null }]);
  expect(lines).toEqual([]);
});

test("without any sound a call by voice does not begin, and says why", async () => {
  const { baseUrl, lines } = await served();
  const call = make(baseUrl);
  const errors: string[] = [];
  call.on("error", ({ of }) => errors.push(of));
  await call.start({ voice: true, consent: null });
  expect([errors, lines, call.snapshot().call.phase]).toEqual([["microphone"], [], "idle"]);
});

test("sound of the application goes out in frames, silent while muted, and comes in; at a barge-in it is cleared and the heard end is told", async () => {
  const { baseUrl, lines, until } = await served();
  let hear = (_pcm: Int16Array) => {};
  let stopped = false;
  const written: number[] = [];
  let clears = 0;
  const call = make(baseUrl, { audio: { source: { start(onAudio) { hear = onAudio; return () => { stopped = true; }; } }, sink: { write: (pcm) => written.push(pcm.length), clear: () => { clears += 1; } } } });
  await call.start({ voice: true, consent: null });
  const line = lines[0];
  const appended = () => (line?.heard ?? []).filter(({ type }) => type === "input_audio_buffer.append").map(({ audio }) => new Int16Array(new Uint8Array(Buffer.from(String(audio), "base64")).buffer));
  hear(new Int16Array(700).fill(5));
  call.mute(true);
  hear(new Int16Array(260).fill(7));
  await until(() => appended().length === 2);
  expect(appended().map((frame) => frame.length)).toEqual([480, 480]);
  expect([...new Set(appended()[1])]).toEqual([5, 0]);

  line?.say({ type: "x.reply", response_id: "rsp_1", item_id: "item_1", turn_item_id: null, kind: "answer" });
  line?.say({ type: "response.output_audio.delta", response_id: "rsp_1", item_id: "item_1", output_index: 0, content_index: 0, delta: Buffer.alloc(48_000).toString("base64") });
  line?.say({ type: "input_audio_buffer.speech_started", item_id: "item_2", audio_start_ms: 0 });
  await until(() => line?.heard.some(({ type }) => type === "conversation.item.truncate") ?? false);
  const cut = line?.heard.find(({ type }) => type === "conversation.item.truncate");
  expect([written, clears]).toEqual([[24_000], 1]);
  expect(cut).toMatchObject({ item_id: "item_1" });
  expect(Number(cut?.audio_end_ms)).toBeLessThan(1_000);
  call.end();
  expect([stopped, call.snapshot().call.phase]).toEqual([true, "ended"]);
});

test("a listener that was taken off hears no more", async () => {
  const { baseUrl } = await served();
  const call = make(baseUrl);
  let heard = 0;
  call.on("state", () => { heard += 1; })();
  await call.start({ voice: false, consent: null });
  expect([heard, call.snapshot().call.phase]).toEqual([0, "listening"]);
});

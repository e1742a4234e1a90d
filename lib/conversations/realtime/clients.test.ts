import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import WebSocket from "ws";
import { z } from "zod";
import { makeKey, makeMember, useTestDatabase } from "@/lib/testing/harness";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";

useTestDatabase();

let server: RealtimeServer;
let secure: RealtimeServer;
let key: string;
let agent: TestAgent;

beforeAll(async () => {
  const { generate } = await import("selfsigned");
  const certificate = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
  const voices = { texts: ["What are your opening hours?"], replies: ["We open at nine."] };
  secure = await startRealtimeServer({ ...voices, tls: { key: certificate.private, cert: certificate.cert } });
  server = await startRealtimeServer(voices);
  const member = await makeMember();
  key = await makeKey(member);
  agent = await makeAgent(member.ctx);
}, 60_000);
afterAll(async () => { await server.close(); await secure.close(); });

const pause = (durationMs: number) => new Promise((resolve) => { setTimeout(resolve, durationMs); });
/** Half a second of voice between silences, in pieces of 20 ms at 24 kHz. */
async function speak(send: (samples: Int16Array) => void): Promise<void> {
  for (let step = 0; step < 110; step += 1) {
    const loud = step >= 10 && step < 60;
    send(Int16Array.from({ length: 480 }, (_all, index) => (loud ? Math.round(9_000 * Math.sin(index / 12) + 4_000 * Math.sin(index / 5)) : 0)));
    await pause(8);
  }
}
async function waitFor<T>(look: () => T | null | undefined | false): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = look();
    if (found) return found;
    await pause(25);
  }
  throw new Error("it never came");
}

test("the openai client talks over TLS: text in, speech and its transcript out", async () => {
  const client = new OpenAI({ apiKey: key, baseURL: `https://127.0.0.1:${secure.port}/v1` });
  const realtime = new OpenAIRealtimeWS({ model: `agent:${agent.slug}`, options: { rejectUnauthorized: false } }, client);
  const errors: string[] = [];
  let transcript = "";
  let audioBytes = 0;
  let done = false;
  realtime.on("error", (error) => errors.push(error.message));
  realtime.on("response.output_audio_transcript.delta", (event) => { transcript += event.delta; });
  realtime.on("response.output_audio.delta", (event) => { audioBytes += Buffer.from(event.delta, "base64").length; });
  realtime.on("response.done", () => { done = true; });
  realtime.socket.on("open", () => {
    realtime.send({ type: "session.update", session: { type: "realtime", instructions: "Be kind." } });
    realtime.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text: "Hello" }] } });
    realtime.send({ type: "response.create" });
  });
  await waitFor(() => done);
  realtime.close();
  expect(errors).toEqual([]);
  expect(transcript.trim()).toBe("We open at nine.");
  expect(audioBytes).toBeGreaterThan(4_000);
}, 30_000);

test("@openai/agents-realtime holds a spoken turn, a typed one, and keeps its history", async () => {
  process.env.OPENAI_AGENTS_DISABLE_TRACING = "1"; // else it would send what was said to its maker
  const { RealtimeAgent, RealtimeSession, tool } = await import("@openai/agents-realtime");
  const noted = tool({ name: "note", description: "Notes", parameters: z.object({ text: z.string() }), execute: async () => "ok" });
  const session = new RealtimeSession(new RealtimeAgent({ name: "A", instructions: "Be kind.", tools: [noted] }), { transport: "websocket", model: "gpt-realtime" });
  const errors: string[] = [];
  let audioBytes = 0;
  let done = 0;
  session.on("error", ({ error }) => errors.push(JSON.stringify(error)));
  session.on("audio", (event) => { audioBytes += event.data.byteLength; });
  session.transport.on("*", (event) => { if (event.type === "response.done") done += 1; });
  await session.connect({ apiKey: key, url: `ws://127.0.0.1:${server.port}/v1/realtime?model=agent:${agent.slug}` });
  session.sendMessage("Hello");
  await waitFor(() => done >= 1);
  await speak((samples) => session.sendAudio(samples.buffer as ArrayBuffer));
  await waitFor(() => done >= 2 && session.history.length >= 4);
  await pause(100);
  const said = session.history.map((item) => (item.type === "message" ? [item.role, item.content.map((part) => ("transcript" in part ? part.transcript : "text" in part ? part.text : "")).join("").trim()] : []));
  session.close();
  expect(errors).toEqual([]);
  expect(audioBytes).toBeGreaterThan(4_000);
  expect(said).toEqual([["user", "Hello"], ["assistant", "We open at nine."], ["user", "What are your opening hours?"], ["assistant", "We open at nine."]]);
}, 30_000);

test("LiveKit's plugin updates the conversation, asks for a reply and hears it, and hears a spoken turn", async () => {
  // In a process of its own: it tells errors by `instanceof`, which does not hold across Jest's realms.
  const fixture = join(process.cwd(), "lib/conversations/realtime/livekit-client.fixture.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [fixture, `http://127.0.0.1:${server.port}/v1`, `agent:${agent.slug}`], { env: { ...process.env, LIVEKIT_TEST_KEY: key }, timeout: 30_000 });
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({ errors: [], text: "We open at nine.", heardFrames: true, transcript: "What are your opening hours?" });
}, 40_000);

test("a client of the beta gets the beta's names, and none of GA's", async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/v1/realtime?model=agent:${agent.slug}`, { headers: { authorization: `Bearer ${key}`, "openai-beta": "realtime=v1" } });
  const events: { type: string; session?: { voice: string; modalities: string[]; input_audio_format: string }; item?: { content: { type: string }[] } }[] = [];
  socket.on("message", (data) => events.push(JSON.parse(String(data)) as (typeof events)[number]));
  await new Promise((resolve) => { socket.on("open", resolve); });
  const send = (event: object) => socket.send(JSON.stringify(event));
  send({ type: "session.update", session: { modalities: ["audio", "text"], instructions: "Be kind.", input_audio_format: "pcm16", turn_detection: { type: "server_vad", silence_duration_ms: 400 } } });
  send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text: "Hello" }] } });
  send({ type: "response.create", response: { modalities: ["audio", "text"] } });
  await waitFor(() => events.some((event) => event.type === "response.done"));
  socket.close(1000);
  const types = new Set(events.map((event) => event.type));
  expect(events.find((event) => event.type === "session.updated")?.session).toMatchObject({ modalities: ["audio", "text"], input_audio_format: "pcm16", turn_detection: { silence_duration_ms: 400 }, instructions: "Be kind." });
  for (const name of ["conversation.item.created", "response.audio.delta", "response.audio.done", "response.audio_transcript.delta", "response.audio_transcript.done"]) expect(types).toContain(name);
  expect([...types].filter((type) => type.includes("output_audio") || type === "conversation.item.added" || type === "conversation.item.done" || type === "error")).toEqual([]);
}, 20_000);

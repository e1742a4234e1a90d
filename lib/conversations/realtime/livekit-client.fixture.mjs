// A real LiveKit client for clients.test.ts: a typed turn, then a spoken one. Prints what it got as one line of JSON.
import { initializeLogger, llm } from "@livekit/agents";
import * as openai from "@livekit/agents-plugin-openai";
import { AudioFrame } from "@livekit/rtc-node";

initializeLogger({ pretty: false, level: "silent" });
const [, , baseURL, model] = process.argv;
const session = new openai.realtime.RealtimeModel({ apiKey: process.env.LIVEKIT_TEST_KEY, baseURL, model }).session();
const errors = [];
let transcript = null;
process.on("unhandledRejection", (error) => errors.push(String(error)));
session.on("error", (event) => errors.push(String(event.error?.message)));
session.on("input_audio_transcription_completed", (event) => { if (event.isFinal !== false) transcript = event.transcript; });

await session.updateInstructions("Be kind.");
const chat = llm.ChatContext.empty();
chat.addMessage({ role: "user", content: "Hello" });
await session.updateChatCtx(chat);
const reply = await session.generateReply();
let text = "";
let frames = 0;
for await (const message of reply.messageStream) {
  await Promise.all([
    (async () => { for await (const piece of message.textStream) text += typeof piece === "string" ? piece : piece.text; })(),
    (async () => { for await (const frame of message.audioStream) frames += frame ? 1 : 0; })(),
  ]);
}
for (let step = 0; step < 110; step += 1) {
  const loud = step >= 10 && step < 60;
  const samples = Int16Array.from({ length: 480 }, (_all, index) => (loud ? Math.round(9_000 * Math.sin(index / 12) + 4_000 * Math.sin(index / 5)) : 0));
  session.pushAudio(new AudioFrame(samples, 24_000, 1, samples.length));
  await new Promise((resolve) => { setTimeout(resolve, 10); });
}
for (let tries = 0; tries < 200 && transcript === null; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 25); });
console.log(JSON.stringify({ errors, text: text.trim(), heardFrames: frames > 0, transcript }));
process.exit(0);

/** The answers of the fault upstream, whole and broken, one function per path. */
import { wavHeader } from "@/lib/voice/encode";
import type { Answering } from "./fault-upstream";

const json = { "content-type": "application/json" };
const pcmRateHz = 24_000;

/** A soft 220 Hz tone: a signal whose order and length can be checked. */
export function tonePcm(durationMs: number): Buffer {
  const samples = Math.round((durationMs * pcmRateHz) / 1000);
  const bytes = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at++) bytes.writeInt16LE(Math.round(8_000 * Math.sin((at * 2 * Math.PI * 220) / pcmRateHz)), at * 2);
  return bytes;
}

/** Cut: the connection breaks. Cut quietly: it ends in order, with half of the answer. */
async function breakOff({ response, fault, pause }: Answering): Promise<boolean> {
  if (fault === "cut") { await pause(5); response.destroy(); return true; }
  if (fault === "cut-quietly") { response.end(); return true; }
  return fault === "stall-body";
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (value: unknown, finish: string | null = null) => ({ id: "c1", object: "chat.completion.chunk", created: 1, model: "test-model", choices: [{ index: 0, delta: value, finish_reason: finish }] });

export async function answerChat(answering: Answering): Promise<void> {
  const { request, response, fault, script, write, pause } = answering;
  const asked: { stream?: boolean; stream_options?: unknown; max_tokens?: number; max_completion_tokens?: number } = JSON.parse(request.body.toString());
  if (fault === "bad-parameter" && (asked.max_tokens !== undefined || asked.stream_options !== undefined)) {
    const name = asked.stream_options !== undefined ? "stream_options" : "max_tokens";
    response.writeHead(400, json).end(JSON.stringify({ error: { message: `Unsupported parameter: '${name}' is not supported with this model.`, param: name } }));
    return;
  }
  if (asked.stream !== true || fault === "whole") return answerWholeChat(answering);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  if (fault === "malformed") { await write("data: {\"choices\": [{\"del\n\n"); response.end(); return; }
  if (fault === "not-a-chat") { await write(event(7) + event({ choices: "none" })); response.end("data: [DONE]\n\n"); return; }
  if (fault === "empty") { await write(event(delta({ role: "assistant", content: "" })) + event(delta({}, "stop"))); response.end("data: [DONE]\n\n"); return; }
  if (fault === "odd") return answerOddChat(answering);
  const words = script.reply.split(/(?<= )/);
  await write(event(delta({ role: "assistant" })));
  for (const [index, word] of words.entries()) {
    if (index === Math.ceil(words.length / 2)) {
      if (fault === "error-event") { await write(event({ error: { message: "secret words", type: "server_error", code: 500 } })); response.end(); return; }
      if (await breakOff(answering)) return;
    }
    await write(event(delta({ content: word })));
    await pause(script.pieceDelayMs);
  }
  while (fault === "endless" && !response.closed) await write(event(delta({ content: "on and on ".repeat(400) })));
  for (const [index, call] of script.toolCalls.entries()) {
    await write(event(delta({ tool_calls: [{ index, id: call.id, type: "function", function: { name: call.name, arguments: "" } }] })));
  }
  const half = (text: string) => Math.ceil(text.length / 2);
  for (const part of [0, 1]) for (const [index, call] of script.toolCalls.entries()) {
    const text = part === 0 ? call.arguments.slice(0, half(call.arguments)) : call.arguments.slice(half(call.arguments));
    await write(event(delta({ tool_calls: [{ index, function: { arguments: text } }] })));
  }
  await write(event(delta({}, script.toolCalls.length > 0 ? "tool_calls" : "stop")));
  await write(event({ ...delta({}), choices: [], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } }));
  response.end("data: [DONE]\n\n");
}

/** All that servers do differently and may: no space, comments, CRLF, role alone, null content, no usage, no choices, unknown fields. */
async function answerOddChat({ response, script, write }: Answering): Promise<void> {
  await write(": keep-alive\n\n");
  await write(`data:${JSON.stringify(delta({ role: "assistant", content: null, reasoning_content: "hidden" }))}\r\n\r\n`);
  await write(": ping\n");
  const text = `<think>\nprivate thoughts</think>\n\n${script.reply}`;
  for (let at = 0; at < text.length; at += 3) await write(`data:${JSON.stringify(delta({ content: text.slice(at, at + 3), mood: "odd" }))}\r\n\r\n`);
  for (const call of script.toolCalls) await write(event(delta({ tool_calls: [{ index: 0, id: call.id, function: { name: call.name, arguments: call.arguments } }] })));
  await write(event(delta({}, "stop")));
  await write(event({ id: "c1", choices: [] }));
  response.end();
}

function answerWholeChat({ response, script, fault }: Answering): void {
  const message = { role: "assistant", content: fault === "empty" ? "" : script.reply, ...(script.toolCalls.length > 0 && { tool_calls: script.toolCalls.map(({ id, name, arguments: text }) => ({ id, type: "function", function: { name, arguments: text } })) }) };
  response.writeHead(200, json).end(JSON.stringify({ id: "c1", object: "chat.completion", created: 1, model: "test-model", choices: [{ index: 0, message, finish_reason: "stop" }], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } }));
}

export async function answerSpeech(answering: Answering): Promise<void> {
  const { response, fault, script, write, pause } = answering;
  if (fault === "malformed") { response.writeHead(200, { "content-type": "application/json" }).end("{\"audio\":"); return; }
  response.writeHead(200, { "content-type": "application/octet-stream" });
  response.flushHeaders();
  if (fault === "empty") { response.end(); return; }
  const audio = tonePcm(script.speechMs);
  if (fault === "odd") await write(wavHeader(pcmRateHz));
  /** An odd size, so that samples are split between pieces. */
  const pieceBytes = 4_801;
  for (let at = 0; at < audio.length; at += pieceBytes) {
    if (at >= audio.length / 2 && (await breakOff(answering))) return;
    await write(audio.subarray(at, at + pieceBytes));
    await pause(script.pieceDelayMs);
  }
  while (fault === "endless" && !response.closed) await write(audio);
  response.end();
}

async function answerJson(answering: Answering, value: unknown, empty: unknown): Promise<void> {
  const { response, fault, write } = answering;
  const text = JSON.stringify(fault === "empty" ? empty : value);
  if (fault === "malformed") { response.writeHead(200, json).end(text.slice(0, text.length / 2)); return; }
  if (fault === "not-a-chat") { response.writeHead(200, json).end("[7]"); return; }
  response.writeHead(200, { ...json, "content-length": Buffer.byteLength(text) });
  await write(text.slice(0, text.length / 2));
  if (await breakOff(answering)) { if (fault === "cut-quietly") response.destroy(); return; }
  response.end(text.slice(text.length / 2));
}

export const answerTranscription = (answering: Answering) => answerJson(answering, { text: answering.script.transcript }, { words: [] });

export function answerSynthesis(answering: Answering): Promise<void> {
  const audio = tonePcm(answering.script.speechMs);
  return answerJson(answering, { audioContent: Buffer.concat([wavHeader(pcmRateHz, audio.length), audio]).toString("base64") }, {});
}

export function answerRecognition(answering: Answering): Promise<void> {
  const words = answering.script.transcript.split(" ").map((word, index) => ({ word, startTime: `${index * 0.3}s`, endTime: `${(index + 1) * 0.3}s` }));
  return answerJson(answering, { results: [{ alternatives: [{ transcript: answering.script.transcript, confidence: 0.9, words }], languageCode: "en-us" }] }, []);
}

export const answerVoices = (answering: Answering) => answerJson(answering, { voices: [{ name: "en-US-Neural2-F", languageCodes: ["en-US"] }] }, {});
export const answerModels = (answering: Answering) => answerJson(answering, { object: "list", data: answering.script.models.map((id) => ({ id, object: "model", created: 1, owned_by: "test" })) }, {});

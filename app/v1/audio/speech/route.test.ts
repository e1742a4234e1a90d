import OpenAI from "openai";
import { POST as speechPost } from "@/app/v1/audio/speech/route";
import { POST as transcriptionPost } from "@/app/v1/audio/transcriptions/route";
import { GET as modelsGet } from "@/app/v1/models/route";
import { makeKey, makeMember, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { makeAgent, scriptedRuntime } from "@/lib/testing/realtime-server";
import { readWav, writeWav } from "@/lib/voice/wav";
import { segmentsOf } from "@/lib/voices/segments";
import { createScriptedVad } from "@/lib/voice/providers/scripted/vad";

useTestDatabase();
let key: string;
let slug: string;
let client: OpenAI;
/** The SDK's own requests, answered by the routes without a port between. */
const routed: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const { pathname } = new URL(request.url);
  if (pathname === "/v1/audio/speech") return speechPost(request);
  return pathname === "/v1/audio/transcriptions" ? transcriptionPost(request) : modelsGet(request);
};

beforeAll(async () => {
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  const member = await makeMember();
  key = await makeKey(member);
  slug = (await makeAgent(member.ctx)).slug;
  client = new OpenAI({ apiKey: key, baseURL: "http://localhost/v1", fetch: routed, maxRetries: 0 });
}, 60_000);

const tone = (ms: number, loud: boolean): number[] => Array.from({ length: ms * 16 }, (_all, index) => (loud ? 9_000 * Math.sin(index / 8) + 4_000 * Math.sin(index / 3) : 0));
/** Voice at 0.5–1.5 s and at 3–4 s. */
const twoUtterances = () => writeWav(Int16Array.from([...tone(500, false), ...tone(1_000, true), ...tone(1_500, false), ...tone(1_000, true), ...tone(800, false)]), 16_000);
const file = (bytes: Uint8Array, name = "a.wav") => new File([new Uint8Array(bytes)], name, { type: "audio/wav" });

test("the OpenAI client gets speech in each format that is offered, and a clear refusal for the others", async () => {
  const speak = (format: "wav" | "pcm" | "mp3" | "opus") => client.audio.speech.create({ model: "tts-1", voice: "alloy", input: "Hello there, friend. How are you?", response_format: format });
  const wav = readWav(Buffer.from(await (await speak("wav")).arrayBuffer()));
  expect(wav.sampleRateHz).toBe(24_000);
  const pcm = await (await speak("pcm")).arrayBuffer();
  expect(pcm.byteLength / 2).toBe(wav.samples.length);
  const mp3 = Buffer.from(await (await speak("mp3")).arrayBuffer());
  expect(mp3[0]).toBe(0xff);
  await expect(speak("opus")).rejects.toMatchObject({ status: 400, code: "response_format_unsupported" });
});

test("too long a text, no text, an unknown voice and no key are refused in OpenAI's shape", async () => {
  const of = (body: object, as: string | null = key) => speechPost(testRequest("POST", "/v1/audio/speech", { as, body: { model: "tts-1", input: "Hi", voice: "alloy", ...body } }));
  expect((await of({ input: "x".repeat(4_097) })).status).toBe(422);
  expect((await of({ input: "" })).status).toBe(422);
  expect(await (await of({ voice: "nobody" })).json()).toMatchObject({ error: { type: "invalid_request_error", code: "voice_unknown" } });
  expect((await of({}, null)).status).toBe(401);
});

test("speech as events ends with its usage", async () => {
  const response = await speechPost(testRequest("POST", "/v1/audio/speech", { as: key, body: { model: "tts-1", input: "Hi there", voice: "tone", response_format: "pcm", stream_format: "sse" } }));
  const events = (await response.text()).trim().split("\n\n").map((line) => JSON.parse(line.slice(6)) as { type: string; audio?: string });
  expect(events.at(-1)).toMatchObject({ type: "speech.audio.done", usage: { total_tokens: 0 } });
  expect(events.slice(0, -1).every((event) => event.type === "speech.audio.delta" && Boolean(event.audio))).toBe(true);
});

test("segments are where the voice was", async () => {
  const { samples } = readWav(twoUtterances());
  const segments = await segmentsOf(createScriptedVad(), samples, new AbortController().signal);
  expect(segments).toHaveLength(2);
  for (const [index, [from, to]] of [[500, 1_500], [3_000, 4_000]].entries()) {
    expect(Math.abs((segments[index]?.startMs ?? 0) - (from ?? 0))).toBeLessThan(350);
    expect(Math.abs((segments[index]?.endMs ?? 0) - (to ?? 0))).toBeLessThan(450);
  }
});

test("the OpenAI client gets a transcript as JSON, as subtitles and as a stream", async () => {
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  expect(await client.audio.transcriptions.create({ model: "whisper-1", file: file(twoUtterances()) })).toMatchObject({ text: "First words. Second words.", usage: { type: "duration", seconds: 5 } });
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  const verbose = await client.audio.transcriptions.create({ model: "whisper-1", file: file(twoUtterances()), response_format: "verbose_json" });
  expect(verbose.segments?.map((segment) => segment.text)).toEqual(["First words.", "Second words."]);
  expect(verbose.segments?.[1]?.start).toBeGreaterThan(2.6);
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  const srt = await client.audio.transcriptions.create({ model: "whisper-1", file: file(twoUtterances()), response_format: "srt" });
  expect(srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:01,\d{3}\nFirst words\.\n\n2\n00:00:0[23],\d{3} --> 00:00:04,\d{3}\nSecond words\.\n/);
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  const types: string[] = [];
  for await (const event of await client.audio.transcriptions.create({ model: "gpt-4o-transcribe", file: file(twoUtterances()), stream: true })) types.push(event.type);
  expect(types).toEqual(["transcript.text.delta", "transcript.text.delta", "transcript.text.done"]);
});

test("what is not WAV, is broken or is too large is told apart", async () => {
  const send = (bytes: Uint8Array) => client.audio.transcriptions.create({ model: "whisper-1", file: file(bytes, "a.wav") });
  await expect(send(new Uint8Array(2_000).fill(7))).rejects.toMatchObject({ status: 415, code: "audio_format_unsupported" });
  await expect(send(new Uint8Array(Buffer.from("RIFF0000WAVEfmt ")))).rejects.toMatchObject({ status: 422, code: "audio_unreadable" });
  const hours = Buffer.from(writeWav(new Int16Array(0), 4_000));
  hours.writeUInt16LE(8, 34);
  await expect(send(Buffer.concat([hours, Buffer.alloc(4_000 * 1_501, 128)]).fill(0xff, 40, 44))).rejects.toMatchObject({ status: 413, code: "payload_too_large" });
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n';
  const large = new Request("http://localhost/v1/audio/transcriptions", { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "multipart/form-data; boundary=x" }, body: Buffer.concat([Buffer.from(head), Buffer.alloc(11 * 1_048_576), Buffer.from("\r\n--x--\r\n")]) });
  const refused = await transcriptionPost(large);
  expect([refused.status, (await refused.json() as { error: { code: string } }).error.code]).toEqual([413, "payload_too_large"]);
});

test("a form that is odd is refused in OpenAI's shape, with the field that is wrong, and never as our fault", async () => {
  const send = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const response = await transcriptionPost(new Request("http://localhost/v1/audio/transcriptions", { method: "POST", headers: { authorization: `Bearer ${key}`, ...headers }, body }));
    const { error } = await response.json() as { error: { type: string; code: string; param: string | null } };
    return [response.status, error.code, error.param];
  };
  const form = (fields: Record<string, string | File>) => { const made = new FormData(); for (const [name, value] of Object.entries(fields)) made.append(name, value); return made; };
  const wav = file(twoUtterances());
  expect(await send(form({ file: "not a file", model: "whisper-1" }))).toEqual([422, "validation_failed", "file"]);
  expect(await send(form({ model: "whisper-1" }))).toEqual([422, "validation_failed", "file"]);
  expect(await send(form({ file: wav }))).toEqual([422, "validation_failed", "model"]);
  expect(await send(form({ file: wav, model: "whisper-1", response_format: "docx" }))).toEqual([422, "validation_failed", "response_format"]);
  expect(await send(form({ file: file(new Uint8Array(0)), model: "whisper-1" }))).toEqual([415, "audio_format_unsupported", null]);
  expect(await send("{}", { "content-type": "application/json" })).toEqual([415, "unsupported_media_type", null]);
  expect(await send("--x\r\ngarbage", { "content-type": "multipart/form-data; boundary=x" })).toEqual([400, "bad_request", null]);
  expect(await send("anything", { "content-type": "multipart/form-data" })).toEqual([400, "bad_request", null]);
});

test.each([["speed", 0.2], ["speed", 4.1], ["speed", "fast"], ["stream_format", "ndjson"], ["voice", 7], ["response_format", 3]])("speech with %s %s is refused, and names it", async (name, value) => {
  const response = await speechPost(testRequest("POST", "/v1/audio/speech", { as: key, body: { model: "tts-1", input: "Hi", voice: "alloy", [name]: value } }));
  expect([response.status, await response.json()]).toEqual([422, { error: { type: "invalid_request_error", code: "validation_failed", message: expect.any(String), param: name } }]);
});

test.each(["opus", "aac", "flac", "constructor"])("%s is refused in words before anything is spoken", async (format) => {
  const response = await speechPost(testRequest("POST", "/v1/audio/speech", { as: key, body: { model: "tts-1", input: "Hi", voice: "alloy", response_format: format } }));
  expect([response.status, await response.json()]).toEqual([400, { error: { type: "invalid_request_error", code: "response_format_unsupported", message: expect.stringContaining("mp3"), param: null } }]);
});

test("the models are the workspace's published agents and the speech of this machine", async () => {
  const ids = (await client.models.list()).data.map((model) => model.id);
  expect(ids).toContain(`agent:${slug}`);
});

import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@/lib/platform/clock";
import { ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { blobStore } from "@/lib/recordings/blobs";
import { sweepRecordings } from "@/lib/recordings/expiry";
import { verifyReceipts } from "@/lib/recordings/receipts";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { scriptedRuntime } from "@/lib/testing/realtime-server";
import { readWav, writeWav } from "@/lib/voice/wav";
import { createSpeech } from "@/lib/voices/speech";
import { speechInput, resultIdHeader } from "@/lib/voices/schema";
import { createTranscription } from "@/lib/voices/transcription";
import { updatePrivacy } from "@/lib/workspaces/service";
import { forgetMissingResults, sweepSpeechResults } from "./expiry";
import { keepSpeech, keepTranscript } from "./keeping";
import { correction, mostKept, resultLifeMs, speechResultQuery } from "./schema";
import { serveSpeechResult } from "./serve";
import { deleteSpeechResult, getSpeechResult, listSpeechResultReceipts, listSpeechResults, updateSpeechResult } from "./service";

const directory = mkdtempSync(join(tmpdir(), "parley-speech-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const files = () => { try { return readdirSync(join(directory, "recordings")); } catch { return []; } };

let member: TestMember, stranger: TestMember, colleague: Ctx;
beforeAll(async () => {
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  [member, stranger] = [await makeMember(), await makeMember()];
  // Another member of the same workspace, and its owner besides.
  colleague = ctxFor({ ...stranger.actor, workspaceId: member.actor.workspaceId, role: "owner" });
}, 60_000);

const later = (ctx: Ctx, ms: number): Ctx => ({ ...ctx, clock: { ...systemClock, now: () => new Date(Date.now() + ms) } });
const secretWords = "The harbour master keeps a green lantern. It burns all night.";
const speak = (ctx: Ctx, body: object = {}) => createSpeech(ctx, speechInput.parse({ model: "tts-1", voice: "alloy", input: secretWords, keep: true, ...body }), keepSpeech(ctx));
async function kept(body: object = {}, ctx = member.ctx): Promise<{ id: string; bytes: Buffer }> {
  const response = await speak(ctx, body);
  return { bytes: Buffer.from(await response.arrayBuffer()), id: response.headers.get(resultIdHeader) ?? "" };
}

const tone = (ms: number, loud: boolean): number[] => Array.from({ length: ms * 16 }, (_all, index) => (loud ? 9_000 * Math.sin(index / 8) + 4_000 * Math.sin(index / 3) : 0));
const twoUtterances = () => writeWav(Int16Array.from([...tone(500, false), ...tone(1_000, true), ...tone(1_500, false), ...tone(1_000, true), ...tone(800, false)]), 16_000);
async function transcribe(fields: Record<string, string> = { keep: "true" }, ctx = member.ctx): Promise<Response> {
  scriptedRuntime({ texts: ["First words.", "Second words."] });
  const form = new FormData();
  for (const [name, value] of Object.entries({ model: "local", response_format: "verbose_json", ...fields })) form.set(name, value);
  form.set("file", new File([new Uint8Array(twoUtterances())], "secret-name.wav"));
  return createTranscription(ctx, new Request("http://localhost/v1/audio/transcriptions", { method: "POST", body: form }), keepTranscript(ctx));
}
const query = (fields: object = {}) => speechResultQuery.parse(fields);
const audioOf = async (id: string, ctx = member.ctx, headers: Record<string, string> = {}) => serveSpeechResult(ctx, { id }, new Request("http://localhost/", { headers }));
const notFound = expect.objectContaining({ code: "not_found" });

test("nothing is stored of what nobody asked to keep", async () => {
  const before = files().length;
  const response = await speak(member.ctx, { keep: false });
  await response.arrayBuffer();
  const transcript = await transcribe({});
  expect([response.headers.get(resultIdHeader), transcript.headers.get(resultIdHeader)]).toEqual([null, null]);
  expect(await inspect(sql`select id from speech_results`)).toEqual([]);
  expect(files().length).toBe(before);
});

test.each(["mp3", "wav", "pcm"])("speech as %s that was heard to its end is kept to the byte, with its text and length", async (format) => {
  const { id, bytes } = await kept({ response_format: format, speed: 1.5 });
  const result = await getSpeechResult(member.ctx, { id });
  expect(result).toMatchObject({ kind: "speech", state: "ready", text: secretWords, segments: null, speed: 1.5, contentType: format === "mp3" ? "audio/mpeg" : "audio/wav" });
  expect(Date.parse(result.expiresAt) - Date.parse(result.createdAt)).toBe(24 * 3_600_000);
  const audio = await audioOf(id);
  const stored = Buffer.from(await audio.arrayBuffer());
  expect([audio.headers.get("content-disposition"), audio.headers.get("x-content-type-options"), audio.headers.get("cache-control")]).toEqual([expect.stringMatching(/^attachment; filename="speech-\w{6}\.(mp3|wav)"$/), "nosniff", "private, no-store"]);
  if (format === "mp3") expect(stored.equals(bytes)).toBe(true);
  else {
    expect(stored.subarray(44).equals(format === "wav" ? bytes.subarray(44) : bytes)).toBe(true);
    expect(stored.readUInt32LE(40)).toBe(stored.length - 44);
    expect(Math.abs((result.durationMs ?? 0) - (readWav(stored).samples.length / 24))).toBeLessThan(2);
  }
  const range = await audioOf(id, member.ctx, { range: "bytes=10-19" });
  expect([range.status, range.headers.get("content-range"), Buffer.from(await range.arrayBuffer())]).toEqual([206, `bytes 10-19/${stored.length}`, stored.subarray(10, 20)]);
  expect((await audioOf(id, member.ctx, { range: `bytes=${stored.length}-` })).status).toBe(416);
});

test("speech as events keeps sound, not events", async () => {
  const { id } = await kept({ response_format: "wav", stream_format: "sse" });
  expect(readWav(Buffer.from(await (await audioOf(id)).arrayBuffer())).sampleRateHz).toBe(24_000);
});

test("what a client leaves before its end is not kept, and leaves no bytes and no words", async () => {
  const before = files().length;
  const response = await speak(member.ctx);
  const id = response.headers.get(resultIdHeader) ?? "";
  await expect(getSpeechResult(member.ctx, { id })).rejects.toEqual(notFound);
  await response.body?.cancel();
  expect(await inspect(sql`select state, text, delete_reason from speech_results where id = ${id}`)).toEqual([{ state: "deleted", text: null, deleteReason: "unfinished" }]);
  expect(files().length).toBe(before);
});

test("an unknown voice keeps nothing", async () => {
  const rows = await inspect(sql`select count(*) from speech_results`);
  await expect(speak(member.ctx, { voice: "nobody" })).rejects.toMatchObject({ code: "voice_unknown" });
  expect(await inspect(sql`select count(*) from speech_results`)).toEqual(rows);
});

test("a store without room leaves the speech as it is, and nothing that says it were kept", async () => {
  const blobs = blobStore();
  const put = blobs.put.bind(blobs);
  blobs.put = async (_key, body) => { for await (const _bytes of body) throw Object.assign(new Error("full"), { code: "ENOSPC" }); return put(_key, body); };
  try {
    const { id, bytes } = await kept({ response_format: "pcm" });
    expect(bytes.length).toBeGreaterThan(10_000);
    await expect(getSpeechResult(member.ctx, { id })).rejects.toEqual(notFound);
    const transcript = await transcribe();
    expect([transcript.status, transcript.headers.get(resultIdHeader)]).toEqual([200, null]);
  } finally { blobs.put = put; }
  expect(await inspect(sql`select id from speech_results where state = 'pending'`)).toEqual([]);
});

test("a transcript is kept with its file, is corrected by segment, and a wrong correction changes nothing", async () => {
  const response = await transcribe();
  const id = response.headers.get(resultIdHeader) ?? "";
  expect((await response.json() as { segments: unknown[] }).segments).toHaveLength(2);
  expect(await getSpeechResult(member.ctx, { id })).toMatchObject({ kind: "transcript", text: "First words. Second words.", segments: [{ text: "First words." }, { text: "Second words." }], durationMs: 4_800 });
  expect(Buffer.from(await (await audioOf(id)).arrayBuffer()).equals(Buffer.from(twoUtterances()))).toBe(true);
  const update = (segments: object[]) => updateSpeechResult(member.ctx, { id, ...correction.parse({ segments }) });
  const before = await getSpeechResult(member.ctx, { id });
  const after = await update([{ index: 1, text: "Se\u0000cond,  corrected. " }]);
  expect([after.text, after.segments?.[1], after.expiresAt]).toEqual(["First words. Second,  corrected.", { ...before.segments?.[1], text: "Second,  corrected. " }, before.expiresAt]);
  await expect(update([{ index: 0, text: "Gone." }, { index: 2, text: "Nowhere." }])).rejects.toMatchObject({ code: "validation_failed" });
  expect(await getSpeechResult(member.ctx, { id })).toEqual(after);
  const speech = await kept();
  await expect(updateSpeechResult(member.ctx, { id: speech.id, segments: [{ index: 0, text: "x" }] })).rejects.toMatchObject({ code: "validation_failed" });
  await expect(transcribe({ keep: "true", stream: "true", response_format: "json" })).rejects.toMatchObject({ code: "validation_failed" });
});

test("nobody but their owner sees, hears, changes or deletes results, not even the workspace's owner", async () => {
  const { id } = await kept();
  for (const ctx of [colleague, stranger.ctx]) {
    await expect(getSpeechResult(ctx, { id })).rejects.toEqual(notFound);
    await expect(audioOf(id, ctx)).rejects.toEqual(notFound);
    await expect(updateSpeechResult(ctx, { id, segments: [{ index: 0, text: "x" }] })).rejects.toEqual(notFound);
    await expect(deleteSpeechResult(ctx, { id })).rejects.toEqual(notFound);
    await expect(listSpeechResultReceipts(ctx, { id })).rejects.toEqual(notFound);
    expect((await listSpeechResults(ctx, query())).items).toEqual([]);
  }
  expect((await listSpeechResults(member.ctx, query())).items.map((item) => item.id)).toContain(id);
});

test("from the second of its expiry on it is served to nobody while no sweep runs, and the sweep takes bytes and words and leaves a receipt", async () => {
  const { id, bytes } = await kept();
  const atEnd = later(member.ctx, resultLifeMs);
  expect((await audioOf(id, later(member.ctx, resultLifeMs - 10_000))).status).toBe(200);
  await expect(getSpeechResult(atEnd, { id })).rejects.toEqual(notFound);
  await expect(audioOf(id, atEnd)).rejects.toEqual(notFound);
  await expect(updateSpeechResult(atEnd, { id, segments: [{ index: 0, text: "x" }] })).rejects.toEqual(notFound);
  expect((await listSpeechResults(atEnd, query())).items).toEqual([]);
  const gone = (await listSpeechResults(atEnd, query({ state: "deleted" }))).items.find((item) => item.id === id);
  expect(gone).toMatchObject({ state: "deleted", excerpt: null });
  const [{ blobKey } = { blobKey: "" }] = await inspect(sql`select blob_key from speech_results where id = ${id}`);
  expect(files()).toContain(blobKey);
  const after = later(systemCtx(), resultLifeMs + 1_000);
  await Promise.all([sweepSpeechResults(after), sweepSpeechResults(after)]);
  expect(files()).not.toContain(blobKey);
  expect(await inspect(sql`select text, segments, state from speech_results where id = ${id}`)).toEqual([{ text: null, segments: null, state: "deleted" }]);
  const { receipts, publicKey } = await listSpeechResultReceipts(member.ctx, { id });
  const [{ sum } = { sum: "" }] = await inspect(sql`select encode(sha256(${bytes}), 'hex') as sum`);
  expect(receipts).toEqual([expect.objectContaining({ recordingId: id, conversationId: null, reason: "expired", sha256: sum })]);
  expect(receipts[0]?.body).not.toContain("lantern");
  expect(verify(null, Buffer.from(receipts[0]?.body ?? ""), createPublicKey(publicKey), Buffer.from(receipts[0]?.signature ?? "", "base64"))).toBe(true);
  expect((await verifyReceipts(systemCtx())).verified).toBeGreaterThan(0);
});

test("deleted now is gone now, once, with its receipt; thirty days later the row goes and the receipt stays", async () => {
  const { id } = await kept();
  const [{ blobKey } = { blobKey: "" }] = await inspect(sql`select blob_key from speech_results where id = ${id}`);
  await deleteSpeechResult(member.ctx, { id });
  await expect(deleteSpeechResult(member.ctx, { id })).rejects.toEqual(notFound);
  expect(files()).not.toContain(blobKey);
  expect((await listSpeechResultReceipts(member.ctx, { id })).receipts).toEqual([expect.objectContaining({ reason: "asked" })]);
  await sweepSpeechResults(later(systemCtx(), 29 * 24 * 3_600_000));
  expect(await inspect(sql`select id from speech_results where id = ${id}`)).toHaveLength(1);
  await sweepSpeechResults(later(systemCtx(), 31 * 24 * 3_600_000));
  expect(await inspect(sql`select id from speech_results where id = ${id}`)).toEqual([]);
  expect(await inspect(sql`select sequence from receipts where recording_id = ${id}`)).toHaveLength(1);
});

test("what a killed process left unfinished goes an hour later, and what is still being made does not", async () => {
  const response = await speak(member.ctx);
  const id = response.headers.get(resultIdHeader) ?? "";
  const state = async () => (await inspect(sql`select state from speech_results where id = ${id}`))[0]?.state;
  await sweepSpeechResults(later(systemCtx(), 59 * 60_000));
  expect(await state()).toBe("pending");
  await sweepSpeechResults(later(systemCtx(), 61 * 60_000));
  expect(await state()).toBe("deleted");
  const before = files().filter((name) => !name.endsWith(".part"));
  await response.arrayBuffer();
  expect(files()).toEqual(before);
  await expect(getSpeechResult(member.ctx, { id })).rejects.toEqual(notFound);
});

test("the sweep of recordings takes no living result", async () => {
  const { id } = await kept();
  await sweepRecordings(later(systemCtx(), resultLifeMs - 60_000));
  expect((await audioOf(id)).status).toBe(200);
});

test("where bytes will not go, words have gone and nobody is served; the next sweep takes the rest", async () => {
  const { id } = await kept();
  const blobs = blobStore();
  const refuse = { ...blobs, delete: async () => { throw new Error("down"); } };
  await sweepSpeechResults(later(systemCtx(), resultLifeMs + 1_000), refuse);
  expect(await inspect(sql`select state, text from speech_results where id = ${id}`)).toEqual([{ state: "ready", text: null }]);
  await expect(getSpeechResult(later(member.ctx, resultLifeMs), { id })).rejects.toEqual(notFound);
  await sweepSpeechResults(later(systemCtx(), resultLifeMs + 2_000));
  expect((await listSpeechResultReceipts(member.ctx, { id })).receipts).toEqual([expect.objectContaining({ reason: "expired" })]);
});

test("after a restore, a result whose bytes are not there is marked deleted", async () => {
  const [there, missing] = [await kept(), await kept()];
  const [{ blobKey } = { blobKey: "" }] = await inspect(sql`select blob_key from speech_results where id = ${missing.id}`);
  await blobStore().delete(String(blobKey));
  expect(await forgetMissingResults(systemCtx())).toBe(1);
  await expect(getSpeechResult(member.ctx, { id: missing.id })).rejects.toEqual(notFound);
  expect((await getSpeechResult(member.ctx, { id: there.id })).state).toBe("ready");
});

test(`a person keeps ${mostKept} at a time and no more`, async () => {
  const full = await makeMember();
  await inspect(sql`insert into speech_results (id, workspace_id, user_id, kind, state, blob_key, content_type, expires_at)
    select 'spr_full_' || n, ${full.actor.workspaceId}, ${full.actor.userId}, 'speech', 'ready', 'x', 'audio/wav', now() + interval '1 hour' from generate_series(1, ${mostKept}) n`);
  await expect(speak(full.ctx)).rejects.toMatchObject({ code: "quota_exceeded" });
  for (const response of [await speak(full.ctx, { keep: false }), await speak(later(full.ctx, 3_600_000))]) {
    expect(response.status).toBe(200);
    await response.body?.cancel();
  }
});

test("pages of a list follow each other, newest first, and a kind can be asked for", async () => {
  const person = await makeMember();
  const ids: string[] = [];
  for (let made = 0; made < 3; made += 1) ids.unshift((await kept({}, person.ctx)).id);
  const transcript = (await transcribe({ keep: "true" }, person.ctx)).headers.get(resultIdHeader);
  const first = await listSpeechResults(person.ctx, query({ limit: 3 }));
  const second = await listSpeechResults(person.ctx, query({ limit: 3, cursor: first.nextCursor }));
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([transcript, ...ids]);
  expect(second.nextCursor).toBeNull();
  expect((await listSpeechResults(person.ctx, query({ kind: "transcript" }))).items.map(({ id }) => id)).toEqual([transcript]);
});

test("a workspace's shorter time holds for what is there and for what comes, and one that keeps no sound keeps none", async () => {
  const person = await makeMember();
  const { id } = await kept({}, person.ctx);
  const lifeMs = async (of: string) => { const { createdAt, expiresAt } = await getSpeechResult(person.ctx, { id: of }); return Date.parse(expiresAt) - Date.parse(createdAt); };
  const set = (recordingHours: number) => updatePrivacy(person.ctx, { workspaceId: person.actor.workspaceId, retentionDays: 30, recordingHours, redact: false });
  await set(2);
  expect([await lifeMs(id), await lifeMs((await kept({}, person.ctx)).id)]).toEqual([2 * 3_600_000, 2 * 3_600_000]);
  await set(24);
  expect(await lifeMs(id)).toBe(2 * 3_600_000);
  await set(0);
  await expect(getSpeechResult(person.ctx, { id })).rejects.toEqual(notFound);
  await expect(speak(person.ctx)).rejects.toMatchObject({ code: "forbidden" });
  await expect(transcribe({ keep: "true" }, person.ctx)).rejects.toMatchObject({ code: "forbidden" });
  expect((await transcribe({}, person.ctx)).status).toBe(200);
});

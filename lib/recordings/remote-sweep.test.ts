/** The life of a recording where its bytes are in S3: kept, played, expired, erased with a receipt; and what a store that is away changes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { columns, sql, systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { readiness, registerHealth } from "@/lib/platform/health";
import { leftIn, newKey, piecesOf } from "@/lib/testing/blob-contract";
import { startFaultProxy, type FaultProxy } from "@/lib/testing/fault-proxy";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeAgent } from "@/lib/testing/realtime-server";
import { startS3Server, type S3Server } from "@/lib/testing/s3-server";
import { blobStore, recordingsHealth } from "./blobs";
import { sweepRecordings } from "./expiry";
import { serveRecording } from "./serve";
import { deleteRecording, deleteRecordingsOf, getRecording, recordingLifeMs, startRecording, withdrawRecordingsOf } from "./service";

const directory = mkdtempSync(join(tmpdir(), "parley-remote-"));
const settings: Record<string, string> = { PARLEY_DATA_DIR: directory, BLOB_STORE: "s3", S3_REGION: "us-east-1", S3_BUCKET: "audio", S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" };
let server: S3Server;
let proxy: FaultProxy;
beforeAll(async () => { server = await startS3Server(); proxy = await startFaultProxy(server.origin); settings.S3_ENDPOINT = proxy.origin; });
useTestDatabase(settings);
afterAll(async () => { await proxy.stop(); await server.stop(); rmSync(directory, { recursive: true, force: true }); });

let member: TestMember;
beforeAll(async () => { member = await makeMember(); }, 60_000);
beforeEach(() => { proxy.fault = null; });
const storeIsAway = () => { proxy.fault = { kind: "refuse", when: () => true }; };

const later = (ctx: Ctx, ms: number): Ctx => ({ ...ctx, clock: { ...systemClock, now: () => new Date(Date.now() + ms) } satisfies Clock });
async function conversation(): Promise<{ conversationId: string; workspaceId: string }> {
  const agent = await makeAgent(member.ctx);
  const place = { conversationId: newId("cnv"), workspaceId: member.actor.workspaceId };
  await systemDb().run(sql`insert into conversations ${columns({ id: place.conversationId, workspaceId: place.workspaceId, agentId: agent.id, channel: "browser", callerKind: "user" })}`);
  return place;
}
async function kept(): Promise<{ id: string; place: { conversationId: string; workspaceId: string } }> {
  const place = await conversation();
  const recording = await startRecording(systemCtx(), place, () => {});
  recording.recorder.agent("r", new Int16Array(24_000).fill(700), 0);
  await recording.stop("keep");
  return { id: recording.id, place };
}
const audio = (id: string, headers: Record<string, string> = {}, ctx = member.ctx) => serveRecording(ctx, { id }, new Request("http://localhost/", { headers }));
const receipts = (id: string) => systemDb().many(z.object({ body: z.string() }), sql`select body from receipts where recording_id = ${id}`);
const reasons = async (id: string) => (await receipts(id)).map(({ body }) => (JSON.parse(body) as { reason: string }).reason);

test("a recording in S3 is played through the app's own door, with ranges, and is in the bucket and nowhere on this machine", async () => {
  const { id } = await kept();
  const whole = await audio(id);
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect([whole.status, whole.headers.get("cache-control"), bytes.toString("latin1", 0, 4), bytes.readUInt32LE(40)]).toEqual([200, "private, no-store", "RIFF", bytes.length - 44]);
  const part = await audio(id, { range: "bytes=10-19" });
  expect([part.status, part.headers.get("content-range"), Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))]).toEqual([206, `bytes 10-19/${bytes.length}`, true]);
  expect(server.files().filter((file) => file.endsWith("_object")).length).toBe(1);
  expect([leftIn(join(directory, "spool")), leftIn(join(directory, "recordings"))]).toEqual([[], []]);
  await deleteRecording(member.ctx, { id });
});

test("an expired one is not served a millisecond later, and after the sweep its bytes are gone and its receipt is written", async () => {
  const { id } = await kept();
  await expect(audio(id, {}, later(member.ctx, recordingLifeMs))).rejects.toMatchObject({ code: "not_found" });
  expect(server.files()).not.toEqual([]);
  expect(await receipts(id)).toEqual([]);
  await sweepRecordings(later(systemCtx(), recordingLifeMs + 1));
  expect(server.files()).toEqual([]);
  expect(await reasons(id)).toEqual(["expired"]);
});

test("bytes in the bucket that no row knows are erased once they are older than any recording may be, young ones and others' files are not", async () => {
  const key = newKey();
  await blobStore().put(key, piecesOf(Buffer.from("x")));
  await sweepRecordings(systemCtx());
  expect(server.files()).not.toEqual([]);
  expect((await sweepRecordings(later(systemCtx(), recordingLifeMs + 60_000))).strays).toBe(1);
  expect(server.files()).toEqual([]);
});

test("with the store away a call is told and goes on, nothing is served of the recording, and no bytes stay", async () => {
  storeIsAway();
  const told = Promise.withResolvers<void>();
  const recording = await startRecording(systemCtx(), await conversation(), told.resolve);
  recording.recorder.agent("r", new Int16Array(24_000), 0);
  await told.promise;
  await expect(recording.stop("keep")).resolves.toBeUndefined();
  await expect(getRecording(member.ctx, { id: recording.id })).rejects.toMatchObject({ code: "not_found" });
  expect([server.files(), leftIn(join(directory, "spool"))]).toEqual([[], []]);
  proxy.fault = null;
  await sweepRecordings(later(systemCtx(), 1));
  expect(await reasons(recording.id)).toEqual(["storage"]);
});

test("with the store away no receipt is written and nothing is served; once it is back the next sweep erases, with the reason that was given", async () => {
  const [asked, withdrawn] = [await kept(), await kept()];
  storeIsAway();
  await deleteRecording(member.ctx, { id: asked.id });
  await withdrawRecordingsOf(member.ctx, withdrawn.place);
  for (const { id } of [asked, withdrawn]) await expect(audio(id)).rejects.toMatchObject({ code: "not_found" });
  expect(await sweepRecordings(later(systemCtx(), 1)).catch((error: unknown) => error)).toMatchObject({ code: "storage_unavailable" });
  expect([await reasons(asked.id), await reasons(withdrawn.id)]).toEqual([[], []]);
  proxy.fault = null;
  await sweepRecordings(later(systemCtx(), 1));
  expect(server.files()).toEqual([]);
  expect([await reasons(asked.id), await reasons(withdrawn.id)]).toEqual([["asked"], ["withdrawn"]]);
});

test("with the store away a conversation cannot be deleted over bytes that would be left, and says so", async () => {
  const { place } = await kept();
  storeIsAway();
  await expect(deleteRecordingsOf(member.ctx, place, "conversation")).rejects.toMatchObject({ code: "storage_unavailable", publicMessage: expect.stringContaining("cannot be deleted now") });
  proxy.fault = null;
  await deleteRecordingsOf(member.ctx, place, "conversation");
  expect(server.files()).toEqual([]);
});

test("a store that is away is not asked for every recording that is due", async () => {
  await Promise.all([1, 2, 3, 4, 5, 6].map(kept));
  storeIsAway();
  proxy.requests.length = 0;
  await sweepRecordings(later(systemCtx(), recordingLifeMs + 1)).catch(() => {});
  expect(proxy.requests.filter(({ method }) => method === "HEAD" || method === "DELETE").length).toBeLessThanOrEqual(6); // three, each tried twice
  proxy.fault = null;
  expect((await sweepRecordings(later(systemCtx(), recordingLifeMs + 1))).erased).toBe(6);
});

test("the health page names the store, and says where it does not answer, without being asked for a request each time", async () => {
  let nowMs = 0;
  registerHealth("recordings", recordingsHealth(undefined, () => nowMs));
  proxy.requests.length = 0;
  const part = async () => (await readiness()).parts.recordings;
  expect(await part()).toEqual({ state: "ok", detail: "Recordings are kept in an S3 bucket." });
  storeIsAway();
  expect((await part())?.state).toBe("ok");
  expect(proxy.requests.length).toBe(1);
  nowMs = 30_000;
  expect(await part()).toEqual({ state: "down", detail: expect.stringMatching(/^Recordings are to be kept in an S3 bucket, which cannot be used now: S3: it cannot be reached\. Calls go on/) });
  expect((await readiness()).status).toBe("degraded");
});

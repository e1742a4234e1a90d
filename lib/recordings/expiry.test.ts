import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { newId } from "@/lib/platform/ids";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { sql, systemDb, columns } from "@/lib/platform/db";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeAgent } from "@/lib/testing/realtime-server";
import { createLocalBlobs } from "./blob-local";
import { sweepRecordings } from "./expiry";
import { serveRecording } from "./serve";
import { blobStore, deleteRecording, getRecording, recordingLifeMs, startRecording } from "./service";

const directory = mkdtempSync(join(tmpdir(), "parley-recordings-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const files = () => readdirSync(join(directory, "recordings"));

let member: TestMember;
beforeAll(async () => { member = await makeMember(); }, 60_000);

const later = (ctx: Ctx, ms: number): Ctx => ({ ...ctx, clock: { ...systemClock, now: () => new Date(Date.now() + ms) } satisfies Clock });
async function conversation(endedAt: Date | null = null): Promise<{ conversationId: string; workspaceId: string }> {
  const agent = await makeAgent(member.ctx);
  const place = { conversationId: newId("cnv"), workspaceId: member.actor.workspaceId };
  await systemDb().run(sql`insert into conversations ${columns({ id: place.conversationId, workspaceId: place.workspaceId, agentId: agent.id, channel: "browser", callerKind: "user", endedAt })}`);
  return place;
}
async function kept(): Promise<string> {
  const recording = await startRecording(systemCtx(), await conversation(), () => {});
  recording.recorder.agent("r", new Int16Array(24_000).fill(700), 0);
  await recording.stop("keep");
  return recording.id;
}
const audioRequest = (headers: Record<string, string> = {}) => new Request("http://localhost/", { headers });
const fetchAudio = (id: string, headers: Record<string, string> = {}, ctx = member.ctx) => serveRecording(ctx, { id }, audioRequest(headers));

test("an expired recording cannot be fetched before the sweep runs, and its bytes are gone after it", async () => {
  const id = await kept();
  const before = files().length;
  expect((await fetchAudio(id)).status).toBe(200);
  expect((await fetchAudio(id, {}, later(member.ctx, recordingLifeMs - 5_000))).status).toBe(200);
  await expect(fetchAudio(id, {}, later(member.ctx, recordingLifeMs))).rejects.toMatchObject({ code: "not_found" });
  await expect(getRecording(later(member.ctx, recordingLifeMs), { id })).rejects.toMatchObject({ code: "not_found" });
  expect(files().length).toBe(before);
  await sweepRecordings(later(systemCtx(), recordingLifeMs + 1));
  expect(files()).toEqual([]);
});

test("a recording expires 24 hours after it was begun, to the millisecond", async () => {
  const { createdAt, expiresAt } = await getRecording(member.ctx, { id: await kept() });
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(24 * 3_600_000);
});

test("what a killed process left unfinished is swept ten minutes after its call's end, and a running call's recording is not", async () => {
  const running = await startRecording(systemCtx(), await conversation(), () => {});
  const cut = await startRecording(systemCtx(), await conversation(new Date()), () => {});
  await sweepRecordings(later(systemCtx(), 9 * 60_000));
  const state = async (id: string) => [id, (await systemDb().one(z.object({ state: z.string() }), sql`select state from recordings where id = ${id}`)).state];
  const states = async () => Object.fromEntries(await Promise.all([running.id, cut.id].map(state)));
  expect(await states()).toEqual({ [running.id]: "pending", [cut.id]: "pending" });
  await sweepRecordings(later(systemCtx(), 11 * 60_000));
  expect(await states()).toEqual({ [running.id]: "pending", [cut.id]: "deleted" });
  await running.stop("discard");
  await cut.stop("discard");
});

test("a file that no row knows is erased, a young one is left alone", async () => {
  const [old, young] = ["A".repeat(40), "B".repeat(40)].map((name) => join(directory, "recordings", name));
  for (const path of [old, young]) writeFileSync(path ?? "", "x");
  const dayAgo = new Date(Date.now() - recordingLifeMs - 60_000);
  utimesSync(old ?? "", dayAgo, dayAgo);
  await sweepRecordings(systemCtx());
  expect(files()).toContain("B".repeat(40));
  expect(files()).not.toContain("A".repeat(40));
  rmSync(young ?? "");
});

test("a stranger, a pending one and a deleted one are all not found", async () => {
  const id = await kept();
  const stranger = await makeMember();
  await expect(fetchAudio(id, {}, stranger.ctx)).rejects.toMatchObject({ code: "not_found" });
  const pending = await startRecording(systemCtx(), await conversation(), () => {});
  await expect(fetchAudio(pending.id)).rejects.toMatchObject({ code: "not_found" });
  await pending.stop("discard");
  await deleteRecording(member.ctx, { id });
  await expect(fetchAudio(id)).rejects.toMatchObject({ code: "not_found" });
});

test("ranges are answered to the byte, and the answer is an attachment that nobody caches or sniffs", async () => {
  const id = await kept();
  const whole = Buffer.from(await (await fetchAudio(id)).arrayBuffer());
  expect(whole.readUInt32LE(40)).toBe(whole.length - 44);
  const cases: [string, number, [number, number] | null][] = [
    ["bytes=0-99", 206, [0, 99]], ["bytes=100-", 206, [100, whole.length - 1]], ["bytes=-50", 206, [whole.length - 50, whole.length - 1]],
    [`bytes=0-${whole.length + 500}`, 206, [0, whole.length - 1]], [`bytes=${whole.length}-`, 416, null], ["bytes=-0", 416, null], ["bytes=9-3", 200, [0, whole.length - 1]], ["items=0-1", 200, [0, whole.length - 1]], ["bytes=0-1,5-6", 200, [0, whole.length - 1]],
  ];
  for (const [range, status, bytes] of cases) {
    const response = await fetchAudio(id, { range });
    expect([range, response.status]).toEqual([range, status]);
    if (!bytes) { expect(response.headers.get("content-range")).toBe(`bytes */${whole.length}`); continue; }
    expect(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(bytes[0], bytes[1] + 1))).toBe(true);
    if (status === 206) expect(response.headers.get("content-range")).toBe(`bytes ${bytes[0]}-${bytes[1]}/${whole.length}`);
    expect([response.headers.get("cache-control"), response.headers.get("x-content-type-options"), response.headers.get("content-disposition")?.startsWith("attachment")]).toEqual(["private, no-store", "nosniff", true]);
  }
});

test("files are readable by their owner only, and half-written ones have another name", async () => {
  await kept();
  const [name = ""] = files();
  expect(statSync(join(directory, "recordings", name)).mode & 0o777).toBe(0o600);
  const blobs = createLocalBlobs(join(directory, "recordings"));
  await expect(blobs.put("../../etc/passwd", (async function* () {})())).rejects.toThrow(RangeError);
  await expect(blobs.put("C".repeat(40), (async function* () { yield new Uint8Array(10); throw new Error("cut"); })())).rejects.toThrow("cut");
  expect(files().some((file) => file.startsWith("CCC"))).toBe(false);
});

test("no room on the disk ends the recording, not the call, and says so once", async () => {
  const full = { ...blobStore(), put: async (_key: string, body: AsyncIterable<Uint8Array>) => { for await (const _bytes of body) throw Object.assign(new Error("full"), { code: "ENOSPC" }); return { sizeBytes: 0, sha256: new Uint8Array() }; } };
  let faults = 0;
  const recording = await startRecording(systemCtx(), await conversation(), () => { faults += 1; }, full);
  recording.recorder.end();
  await recording.stop("keep");
  expect(faults).toBe(1);
  await expect(getRecording(member.ctx, { id: recording.id })).rejects.toMatchObject({ code: "not_found" });
});

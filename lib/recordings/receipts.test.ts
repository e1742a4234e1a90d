import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { connectPool } from "@/lib/platform/db";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeAgent } from "@/lib/testing/realtime-server";
import { updatePrivacy } from "@/lib/workspaces/service";
import { sweepRecordings } from "./expiry";
import { listReceipts, receiptPublicKey, verifyReceipts } from "./receipts";
import { deleteRecording, deleteRecordingsOfAgent, getRecording, recordingLifeMs, startRecording } from "./service";

const directory = mkdtempSync(join(tmpdir(), "parley-receipts-"));
const database = useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function kept(member: TestMember): Promise<{ id: string; conversationId: string; agentId: string }> {
  const agent = await makeAgent(member.ctx);
  const conversationId = newId("cnv");
  await inspect(sql`insert into conversations (id, workspace_id, agent_id, channel, caller_kind) values (${conversationId}, ${member.actor.workspaceId}, ${agent.id}, 'browser', 'user')`);
  const recording = await startRecording(systemCtx(), { conversationId, workspaceId: member.actor.workspaceId }, () => {});
  recording.recorder.agent("r", new Int16Array(24_000).fill(700), 0);
  await recording.stop("keep");
  return { id: recording.id, conversationId, agentId: agent.id };
}

test("each deletion leaves one receipt with the hash of the sound, signed, and the chain holds", async () => {
  const member = await makeMember();
  const [asked, agentGone, expired] = [await kept(member), await kept(member), await kept(member)];
  const [{ sha256 } = { sha256: null }] = await inspect(sql`select encode(sha256, 'hex') as sha256 from recordings where id = ${asked.id}`);
  await deleteRecording(member.ctx, { id: asked.id });
  await expect(deleteRecording(member.ctx, { id: asked.id })).rejects.toMatchObject({ code: "not_found" });
  await deleteRecordingsOfAgent(member.ctx, { agentId: agentGone.agentId, workspaceId: member.actor.workspaceId });
  const after = systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + recordingLifeMs + 1) } });
  await Promise.all([sweepRecordings(after), sweepRecordings(after)]);
  const { items: receipts, publicKey } = await listReceipts(member.ctx, { id: asked.conversationId });
  expect(receipts).toEqual([expect.objectContaining({ recordingId: asked.id, reason: "asked", sha256 })]);
  expect(verify(null, Buffer.from(receipts[0]?.body ?? ""), createPublicKey(publicKey), Buffer.from(receipts[0]?.signature ?? "", "base64"))).toBe(true);
  expect((await listReceipts(member.ctx, { id: agentGone.conversationId })).items).toEqual([expect.objectContaining({ reason: "agent" })]);
  expect((await listReceipts(member.ctx, { id: expired.conversationId })).items).toEqual([expect.objectContaining({ reason: "expired" })]);
  expect(await verifyReceipts(systemCtx())).toEqual({ verified: 3 });
});

test("receipts outlive their conversation, and a stranger sees none", async () => {
  const [member, stranger] = [await makeMember(), await makeMember()];
  const { id, conversationId } = await kept(member);
  await deleteRecording(member.ctx, { id });
  await inspect(sql`delete from conversations where id = ${conversationId}`);
  expect((await listReceipts(member.ctx, { id: conversationId })).items).toHaveLength(1);
  expect((await listReceipts(stranger.ctx, { id: conversationId })).items).toEqual([]);
  expect(receiptPublicKey()).toContain("BEGIN PUBLIC KEY");
});

test("no statement of the server changes or removes a receipt, and whoever gets round that is found out", async () => {
  await expect(inspect(sql`update receipts set body = '{}'`)).rejects.toMatchObject({ code: "42501" });
  await expect(inspect(sql`delete from receipts`)).rejects.toMatchObject({ code: "42501" });
  const owner = connectPool(database.current().ownerUrl, { max: 1 });
  const holds = async (change: string, undo: string, fault: RegExp) => {
    await owner.query(change);
    await expect(verifyReceipts(systemCtx())).rejects.toMatchObject({ publicMessage: expect.stringMatching(fault) });
    await owner.query(undo);
  };
  await owner.query("alter table receipts no force row level security");
  await holds("update receipts set body = replace(body, 'asked', 'other') where sequence = 1", "update receipts set body = replace(body, 'other', 'asked') where sequence = 1", /text was changed/);
  await owner.query("create table kept as select * from receipts where sequence = 2");
  await holds("delete from receipts where sequence = 2", "insert into receipts select * from kept", /missing/);
  await holds("update receipts set body = replace(body, 'asked', 'other'), hash = sha256(convert_to(replace(body, 'asked', 'other'), 'UTF8')) where sequence = 1", "update receipts set body = replace(body, 'other', 'asked'), hash = sha256(convert_to(replace(body, 'other', 'asked'), 'UTF8')) where sequence = 1", /signature/);
  await owner.end();
  expect((await verifyReceipts(systemCtx())).verified).toBeGreaterThan(2);
});

test("a shorter time holds for what is there, a longer one is not to be had, and none means none", async () => {
  const member = await makeMember();
  const { id } = await kept(member);
  const set = (recordingHours: number) => updatePrivacy(member.ctx, { workspaceId: member.actor.workspaceId, retentionDays: 30, recordingHours, redact: false });
  const life = async () => { const { createdAt, expiresAt } = await getRecording(member.ctx, { id }); return Date.parse(expiresAt) - Date.parse(createdAt); };
  await set(2);
  expect(await life()).toBe(2 * 3_600_000);
  await set(24);
  expect(await life()).toBe(2 * 3_600_000);
  await set(0);
  await expect(getRecording(member.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
});

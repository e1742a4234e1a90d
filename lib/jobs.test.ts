/** What happens here is told to the workspace that it happened in, from each domain to a real receiver. */
import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Webhook as Receiver } from "standardwebhooks";
import { z } from "zod";
import { publishAgent, updateAgent } from "@/lib/agents/service";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { sweepConversations } from "@/lib/conversations/ending";
import { createConversation } from "@/lib/conversations/http-turns";
import { deleteConversation } from "@/lib/conversations/service";
import { withdraw } from "@/lib/conversations/withdrawal";
import { systemClock } from "@/lib/platform/clock";
import { anonymousActor, ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { sweepRecordings } from "@/lib/recordings/expiry";
import { deleteRecording, recordingLifeMs } from "@/lib/recordings/service";
import { inspect, makeKey, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, waitFor } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";
import { startWebhookReceiver, type WebhookReceiver } from "@/lib/testing/webhook-receiver";
import { makeCall } from "@/lib/testing/whole-person";
import { webhookEnvelope, webhookEventTypeNames } from "@/lib/webhooks/schema";
import { createWebhook, deliverWebhooks } from "@/lib/webhooks/service";
import { webhookData } from "./jobs";

const directory = mkdtempSync(join(tmpdir(), "parley-told-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });

let server: RealtimeServer;
let receiver: WebhookReceiver;
let member: TestMember;
let agent: TestAgent;
let secret: string;
beforeAll(async () => {
  server = await startRealtimeServer({ replies: ["We open at nine."] });
  receiver = await startWebhookReceiver();
  changeEnv({ ALLOWED_PRIVATE_HOSTS: receiver.host });
}, 60_000);
beforeEach(async () => {
  await systemDb().run(sql`delete from webhooks`);
  await systemDb().run(sql`delete from webhook_events`);
  member = await makeMember();
  agent = await makeAgent(member.ctx, { visibility: "public" });
  secret = (await createWebhook(member.ctx, { url: receiver.url, description: "", eventTypes: [...webhookEventTypeNames] })).secret;
  receiver.received.length = 0;
});
afterAll(async () => {
  closeClients();
  await server.close();
  await receiver.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Later than the figures of a conversation wait. */
const later = (afterMs = 60_000): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + afterMs) } });
const deliver = async (afterMs?: number) => {
  const ctx = later(afterMs);
  await deliverWebhooks(ctx, webhookData(ctx));
  return receiver.received.map(({ headers, body }) => {
    expect(headers["webhook-signature"]).toBe(new Receiver(secret).sign(String(headers["webhook-id"]), new Date(Number(headers["webhook-timestamp"]) * 1_000), body));
    return webhookEnvelope.parse(JSON.parse(body));
  });
};
const types = (events: { type: string }[]) => events.map(({ type }) => type).sort();

/** A typed call over the socket by somebody without an account. */
async function call(said: string, consents: { text: boolean; audio: boolean }): Promise<string> {
  const { value: key } = await createClientSecret(ctxFor(anonymousActor), { session: { type: "realtime", model: `agent:${agent.slug}` } }, () => Promise.reject(new Error("none")));
  const client = connectTo(server.port, "/v1/realtime?ext=1", { key });
  const session = await client.until("x.session");
  if (consents.text || consents.audio) {
    client.send({ type: "x.consent", ...consents });
    await client.until("x.consent", (event) => event.text === consents.text && event.audio === consents.audio && (!consents.audio || event.recording === true));
  }
  client.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text: said }] } });
  client.send({ type: "response.create" });
  await client.until("response.done");
  client.socket.close(1000);
  const id = String(session.conversation_id);
  await waitFor(async () => (await inspect(sql`select ended_at from conversations where id = ${id} and ended_at is not null`))[0] ?? null);
  return id;
}

describe("a call", () => {
  test("of somebody without an account is told of to the agent's workspace: that it began, how it ended with its words, then its figures; and to nobody else", async () => {
    const stranger = await makeMember();
    await createWebhook(stranger.ctx, { url: `${receiver.url}/stranger`, description: "", eventTypes: [...webhookEventTypeNames] });
    const id = await call("When do you open?", { text: true, audio: false });
    expect(types(await deliver(1_000))).toEqual(["conversation.ended", "conversation.started"]);
    const events = await deliver();
    expect(types(events)).toEqual(["conversation.analyzed", "conversation.ended", "conversation.started"]);
    const data = Object.fromEntries(events.map((event) => [event.type, event.data]));
    expect(new Set(events.map((event) => event.workspace_id))).toEqual(new Set([member.actor.workspaceId]));
    expect(data["conversation.started"]).toEqual({ conversationId: id, agent: { id: agent.id, name: "Test agent" }, agentVersion: 1, channel: "realtime", callerKind: "caller", startedAt: expect.any(String) });
    expect(data["conversation.ended"]).toMatchObject({ conversationId: id, endedAt: expect.any(String), endReason: "caller", turnCount: 1, interruptionCount: 0, textConsent: true, recording: null, turns: [
      { role: "caller", text: "When do you open?", heardText: "When do you open?", startedMs: expect.any(Number) },
      { role: "agent", text: "We open at nine.", outcome: "complete", interrupted: false, firstAudioMs: expect.any(Number) },
    ] });
    expect(data["conversation.analyzed"]).toMatchObject({ conversationId: id, analysis: { turns: { caller: 1, agent: 1, tool: 0 }, interruptions: 0, firstAudioMs: { count: 1 }, faults: [], rating: null } });
  }, 30_000);

  test("without consent to text is told of without a word of it, but with its counts and timings", async () => {
    await call("My name is Quillfeather", { text: false, audio: false });
    const events = await deliver();
    expect(types(events)).toEqual(["conversation.analyzed", "conversation.ended", "conversation.started"]);
    expect(JSON.stringify(receiver.received)).not.toMatch(/Quillfeather|open at nine/);
    expect(events.find(({ type }) => type === "conversation.ended")?.data).toMatchObject({ textConsent: false, turnCount: 1, turns: [{ text: null, heardText: null }, { text: null, heardText: null, firstAudioMs: expect.any(Number) }] });
  }, 30_000);

  test("whose consent is taken back before it is told of, or tried again, is told of without words", async () => {
    const id = await call("Call me Quillfeather", { text: true, audio: false });
    receiver.behaviour = "refuse";
    await deliver(0);
    receiver.behaviour = "take";
    expect(JSON.stringify(receiver.received)).toContain("Quillfeather");
    receiver.received.length = 0;
    await withdraw(systemCtx(), { userId: null, callerHash: null, conversationId: id }, null, ["text"]);
    expect(types(await deliver())).toEqual(["conversation.analyzed", "conversation.ended", "conversation.started"]);
    expect(JSON.stringify(receiver.received)).not.toMatch(/Quillfeather|open at nine/);
  }, 30_000);

  test("whose words are past their retention is told of without them, though no sweep has come by", async () => {
    const id = await call("Call me Quillfeather", { text: true, audio: false });
    await systemDb().run(sql`update conversations set started_at = now() - interval '31 days', ended_at = now() - interval '31 days' where id = ${id}`);
    expect((await deliver()).length).toBe(3);
    expect(JSON.stringify(receiver.received)).not.toContain("Quillfeather");
  }, 30_000);

  test("that is deleted before it is told of is not told of, and the log says so", async () => {
    const id = await call("Forget this", { text: true, audio: false });
    await deleteConversation(member.ctx, { id });
    expect(await deliver()).toEqual([]);
    expect(await inspect(sql`select distinct state from webhook_deliveries`)).toEqual([{ state: "withdrawn" }]);
  }, 30_000);

  test("over HTTP, left alone, ends with the sweep and is told of once", async () => {
    const { id } = await createConversation(member.ctx, { agent: agent.slug, version: null, channel: "http", consent: { text: false } });
    await sweepConversations(systemCtx());
    await Promise.all([sweepConversations(later(3_600_000)), sweepConversations(later(3_600_000))]);
    const events = await deliver(3_700_000);
    expect(types(events)).toEqual(["conversation.analyzed", "conversation.ended", "conversation.started"]);
    expect(events.map(({ data }) => data.conversationId)).toEqual([id, id, id]);
  }, 30_000);

  test("is none the worse where nothing can be told: no row is written for a workspace without webhooks", async () => {
    await systemDb().run(sql`delete from webhooks`);
    await call("Hello", { text: false, audio: false });
    expect(await inspect(sql`select id from webhook_events`)).toEqual([]);
  }, 30_000);
});

const receipt = z.object({ recordingId: z.string(), conversationId: z.string(), reason: z.string(), receipt: z.object({ body: z.string(), signature: z.string(), recordingId: z.string() }), publicKey: z.string() });
describe("a recording", () => {
  const make = () => makeCall({ workspaceId: member.actor.workspaceId, agentId: agent.id, userId: member.actor.userId }, "hello");
  const told = async (afterMs?: number) => {
    const events = await deliver(afterMs);
    expect(types(events)).toEqual(["recording.deleted"]);
    return receipt.parse(events[0]?.data);
  };
  test("that is deleted is told of, with a receipt that its key verifies", async () => {
    const { recordingId, conversationId } = await make();
    await deleteRecording(member.ctx, { id: recordingId });
    const data = await told();
    expect(data).toMatchObject({ recordingId, conversationId, reason: "asked", receipt: { recordingId } });
    expect(verify(null, Buffer.from(data.receipt.body), createPublicKey(data.publicKey), Buffer.from(data.receipt.signature, "base64"))).toBe(true);
    expect(verify(null, Buffer.from(data.receipt.body.replace("asked", "other")), createPublicKey(data.publicKey), Buffer.from(data.receipt.signature, "base64"))).toBe(false);
  });
  test("that expires is told of when its bytes are gone, once", async () => {
    const { recordingId } = await make();
    await sweepRecordings(later(recordingLifeMs + 1_000));
    await sweepRecordings(later(recordingLifeMs + 1_000));
    expect(await told(recordingLifeMs + 60_000)).toMatchObject({ recordingId, reason: "expired" });
  });
  test("of a call with consent is in what is told of the call, with the time it expires; taken back, its deletion is told of", async () => {
    const id = await call("Record me", { text: true, audio: true });
    const ended = (await deliver(0)).find(({ type }) => type === "conversation.ended");
    expect(ended?.data).toMatchObject({ audioConsent: true, recording: { state: "ready", expiresAt: expect.any(String) } });
    receiver.received.length = 0;
    await withdraw(systemCtx(), { userId: null, callerHash: null, conversationId: id }, null, ["text", "audio"]);
    const events = await deliver();
    expect(types(events)).toEqual(["conversation.analyzed", "recording.deleted"]);
    expect(events.find(({ type }) => type === "conversation.analyzed")?.data).toMatchObject({ audioConsent: false, recording: { state: "deleted" } });
  }, 30_000);
});

describe("an agent", () => {
  test("that is published is told of, by a member's own rights, with its version", async () => {
    await publishAgent(member.ctx, { id: agent.id, note: "Opens at nine" });
    const [event, ...more] = await deliver();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type: "agent.published", data: { agent: { id: agent.id, name: "Test agent", slug: agent.slug }, version: 2, note: "Opens at nine" } });
  });
  test("that could not be published is not told of, nor is one that is only changed", async () => {
    await expect(publishAgent(member.ctx, { id: agent.id, note: "", draftRevision: 99 })).rejects.toMatchObject({ code: "precondition_failed" });
    await updateAgent(member.ctx, { id: agent.id, name: "Other" });
    expect(await deliver()).toEqual([]);
  });
  test("of another workspace is nobody's to tell of", async () => {
    const stranger = await makeMember();
    await expect(publishAgent(stranger.ctx, { id: agent.id, note: "" })).rejects.toMatchObject({ code: "not_found" });
    const theirs = await makeAgent(stranger.ctx);
    await makeKey(stranger);
    expect(theirs.id).not.toBe(agent.id);
    expect(await deliver()).toEqual([]);
  });
});

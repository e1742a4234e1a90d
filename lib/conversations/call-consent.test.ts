import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consenterOf } from "@/lib/consent/service";
import { systemCtx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { makeAgent } from "@/lib/testing/realtime-server";
import { createCallConsent, type CallConsent } from "./call-consent";
import { openConversation } from "./gateway";

const directory = mkdtempSync(join(tmpdir(), "parley-call-consent-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function callOfMember(): Promise<{ consent: CallConsent; conversationId: string; erased: () => number }> {
  const member = await makeMember();
  const agent = await makeAgent(member.ctx);
  const ctx = systemCtx();
  const place = { conversationId: newId("cnv"), workspaceId: member.actor.workspaceId };
  const agreed = await openConversation(ctx, member.actor, { id: place.conversationId, workspaceId: place.workspaceId, agentId: agent.id, agentVersion: 1, channel: "browser", startedAt: new Date(), resumeExpiresAt: null });
  let erasures = 0;
  const consent = createCallConsent({ ctx, place, agentId: agent.id, whose: consenterOf(member.actor, null), agreed, keepsSound: true, recordingHours: 24, eraseText: async () => { erasures += 1; }, onChange: () => {} });
  return { consent, conversationId: place.conversationId, erased: () => erasures };
}

test("what was taken back by way of another process is noticed by a running call: its recording is discarded and its words deleted", async () => {
  const { consent, conversationId, erased } = await callOfMember();
  expect(await consent.change({ audio: true })).toMatchObject({ recording: true, text: true });
  await consent.follow();
  expect(consent.state()).toMatchObject({ recording: true, audio: true, text: true });
  await inspect(sql`update conversations set text_consent = false, audio_consent = false where id = ${conversationId} returning id`);
  await consent.follow();
  expect(consent.state()).toMatchObject({ recording: false, audio: false, text: false });
  expect(erased()).toBe(1);
  expect(readdirSync(join(directory, "recordings"))).toEqual([]);
  expect(await inspect(sql`select state, delete_reason from recordings where conversation_id = ${conversationId}`)).toEqual([{ state: "deleted", deleteReason: "withdrawn" }]);
});

test("a yes and a no at once end as the last of them says", async () => {
  const { consent } = await callOfMember();
  await Promise.all([consent.change({ audio: true }), consent.change({ audio: false }), consent.change({ audio: true }), consent.change({ audio: false, text: false })]);
  expect(consent.state()).toMatchObject({ recording: false, audio: false, text: false });
  await consent.close();
  expect(readdirSync(join(directory, "recordings"))).toEqual([]);
});

test("after its end a call takes no change", async () => {
  const { consent } = await callOfMember();
  await consent.close();
  expect(await consent.change({ audio: true })).toMatchObject({ audio: false, recording: false });
});

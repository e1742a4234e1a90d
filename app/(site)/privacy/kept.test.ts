import { expect, test } from "@jest/globals";
import { newId } from "@/lib/platform/ids";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { sweepOldConversations, sweepTranscripts } from "@/lib/conversations/retention";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeAgent } from "@/lib/testing/realtime-server";
import { updatePrivacy } from "@/lib/workspaces/service";
import { kept } from "./kept";

useTestDatabase();
const dayMs = 86_400_000;
const later = (days: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + days * dayMs) } });
const saysOf = (what: string): string => kept.find(([name]) => name === what)?.[2] ?? "";

async function call(member: TestMember): Promise<string> {
  const agent = await makeAgent(member.ctx);
  const id = newId("cnv");
  const workspaceId = member.actor.workspaceId;
  await inspect(sql`insert into conversations (id, workspace_id, agent_id, channel, caller_kind, text_consent, title, started_at, ended_at, turn_count)
    values (${id}, ${workspaceId}, ${agent.id}, 'browser', 'user', true, 'hello', ${new Date()}, ${new Date(Date.now() + 60_000)}, 2)`);
  await inspect(sql`insert into turns (id, workspace_id, conversation_id, position, role, started_ms, generated_text, heard_text) values (${newId("trn")}, ${workspaceId}, ${id}, 0, 'caller', 0, 'hello', 'hello')`);
  return id;
}
const text = async (id: string) => (await inspect(sql`select t.heard_text, c.title from turns t join conversations c on c.id = t.conversation_id where c.id = ${id}`))[0];

test("the page's days for words are the sweep's: kept until then, gone after, and the counts stay", async () => {
  const member = await makeMember();
  const id = await call(member);
  const [days] = /\d+/.exec(saysOf("Words of a call")) ?? [""];
  await sweepTranscripts(later(Number(days) - 0.1));
  expect(await text(id)).toEqual({ heardText: "hello", title: "hello" });
  await sweepTranscripts(later(Number(days) + 0.1));
  expect(await text(id)).toEqual({ heardText: null, title: null });
  expect(await inspect(sql`select turn_count from conversations where id = ${id}`)).toEqual([{ turnCount: 2 }]);
});

test("a workspace's own days hold for its calls and for no other's", async () => {
  const [short, other] = [await makeMember(), await makeMember()];
  await updatePrivacy(short.ctx, { workspaceId: short.actor.workspaceId, retentionDays: 1, recordingHours: 24, redact: false });
  const [gone, stays] = [await call(short), await call(other)];
  await sweepTranscripts(later(2));
  expect((await text(gone))?.heardText).toBeNull();
  expect((await text(stays))?.heardText).toBe("hello");
});

test("the page's months for counts are the sweep's: then only the day's sums remain, once", async () => {
  const member = await makeMember();
  const id = await call(member);
  const [months] = /\d+/.exec(saysOf("Timings and counts of a call")) ?? [""];
  const sums = () => inspect(sql`select conversations, turns, talk_seconds from usage_days where workspace_id = ${member.actor.workspaceId}`);
  await sweepOldConversations(later(Number(months) * 30 - 5));
  expect(await sums()).toEqual([]);
  await Promise.all([sweepOldConversations(later(Number(months) * 31 + 1)), sweepOldConversations(later(Number(months) * 31 + 1))]);
  expect(await sums()).toEqual([{ conversations: 1, turns: 2, talkSeconds: 60 }]);
  expect(await inspect(sql`select id from conversations where id = ${id}`)).toEqual([]);
});

test("the page says the hours of sound that recordings are made with", () => { expect(saysOf("Sound of a call")).toMatch(/^24 hours/); });

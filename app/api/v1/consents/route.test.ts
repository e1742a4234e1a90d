import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { callerTokenHeader, callerTextVersion, type Consent } from "@/lib/consent/schema";
import { openConversation } from "@/lib/conversations/gateway";
import { withdraw } from "@/lib/conversations/withdrawal";
import { consenterOf } from "@/lib/consent/service";
import { anonymousActor, ctxFor, systemCtx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, tone, waitFor, type WireClient, type WireEvent } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";
import { DELETE as withdrawAllDoor, GET as listDoor } from "./route";
import { DELETE as withdrawDoor } from "./[agentId]/route";

const directory = mkdtempSync(join(tmpdir(), "parley-consents-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });

let server: RealtimeServer;
let member: TestMember;
let agent: TestAgent;
let otherAgent: TestAgent;
beforeAll(async () => {
  server = await startRealtimeServer({ replies: ["We open at nine, Quillfeather."] });
  member = await makeMember();
  agent = await makeAgent(member.ctx, { visibility: "public" });
  otherAgent = await makeAgent(member.ctx, { visibility: "public" });
}, 60_000);
afterAll(async () => { closeClients(); await server.close(); rmSync(directory, { recursive: true, force: true }); });

const files = (): string[] => { try { return readdirSync(join(directory, "recordings")); } catch { return []; } };

interface TestCall { client: WireClient; conversationId: string; consent(): WireEvent | undefined; end(): Promise<void> }

/** As a page of somebody without an account opens it, or of `as`. */
async function openTestCall(to: TestAgent, as: TestMember | null = null): Promise<TestCall> {
  const { value } = await createClientSecret(as ? as.ctx : ctxFor(anonymousActor), { session: { model: `agent:${to.slug}` } }, () => Promise.resolve(""));
  const client = connectTo(server.port, `/v1/realtime?model=agent:${to.slug}&ext=1`, { key: value });
  const conversationId = String((await client.until("x.session")).conversation_id);
  await client.until("x.consent");
  return {
    client, conversationId, consent: () => client.events.findLast((event) => event.type === "x.consent"),
    async end() {
      client.socket.close(1000);
      await waitFor(async () => ((await inspect(sql`select ended_at from conversations where id = ${conversationId} and ended_at is not null`)).length > 0 ? true : null));
    },
  };
}
async function say(call: TestCall, text: string): Promise<void> {
  const before = call.client.types().filter((type) => type === "response.done").length;
  call.client.send({ type: "input_audio_buffer.append", audio: tone(100, true) });
  call.client.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text }] } });
  call.client.send({ type: "response.create" });
  await waitFor(async () => (call.client.types().filter((type) => type === "response.done").length > before ? true : null));
}
const agreed = (call: TestCall, matches: (event: WireEvent) => boolean) => call.client.until("x.consent", matches);

const keptOf = async (conversationId: string) => {
  const [row] = await inspect(sql`select turn_count, title, text_consent, audio_consent,
    (select count(*) from turns t where t.conversation_id = c.id and (t.heard_text is not null or t.generated_text is not null)) as words,
    (select count(*) from turns t where t.conversation_id = c.id and t.trace is not null) as traces,
    (select string_agg(r.state || ':' || coalesce(r.delete_reason, ''), ',') from recordings r where r.conversation_id = c.id) as sound,
    (select string_agg((body::jsonb) ->> 'reason', ',') from receipts p where p.conversation_id = c.id) as receipts from conversations c where id = ${conversationId}`);
  return row;
};
const headers = (token: string | null): Record<string, string> => (token === null ? {} : { [callerTokenHeader]: token });
const list = async (token: string | null, as: TestMember | string | null = null, query = "") => {
  const response = await listDoor(testRequest("GET", `/api/v1/consents${query}`, { as, headers: headers(token) }));
  return { status: response.status, ...(await response.json() as { items: Consent[]; standing: { text: boolean; audio: boolean } | null }) };
};
const takeBack = async (agentId: string | null, token: string | null, as: TestMember | string | null = null): Promise<number> => {
  const request = testRequest("DELETE", `/api/v1/consents${agentId ? `/${agentId}` : ""}`, { as, headers: headers(token) });
  return (await (agentId ? withdrawDoor(request, { params: Promise.resolve({ agentId }) }) : withdrawAllDoor(request))).status;
};
const strangersToken = `clr_${"A".repeat(43)}`;

/** A call whose words and sound are kept, and the token that its caller was given. */
async function consentedCall(to = agent): Promise<{ call: TestCall; token: string }> {
  const call = await openTestCall(to);
  call.client.send({ type: "x.consent", audio: true, text: true });
  const told = await agreed(call, (event) => event.recording === true);
  await say(call, "My name is Quillfeather");
  return { call, token: String(told.caller) };
}

test("without consent neither sound nor words are kept and no token is given; counts and timings are kept", async () => {
  const call = await openTestCall(agent);
  await say(call, "My name is Quillfeather");
  await call.end();
  expect(call.consent()).toMatchObject({ audio: false, text: false, recording: false, caller: null });
  expect(await keptOf(call.conversationId)).toMatchObject({ turnCount: 1, title: null, words: 0, sound: null, textConsent: false, audioConsent: false });
  expect(Number((await keptOf(call.conversationId))?.traces)).toBeGreaterThan(0);
  expect(files()).toEqual([]);
  expect(await inspect(sql`select id from consents where agent_id = ${agent.id}`)).toEqual([]);
}, 20_000);

test("a caller without an account sees what they agreed to and takes it back: bytes and words gone, a receipt written, counts stay; nobody else's token changes anything", async () => {
  const { call, token } = await consentedCall();
  const other = await consentedCall();
  await Promise.all([call.end(), other.call.end()]);
  expect(await keptOf(call.conversationId)).toMatchObject({ words: 2, sound: "ready:", textConsent: true, audioConsent: true });
  const { items } = await list(token);
  expect(items).toEqual([{ agentId: agent.id, agentName: "Test agent",
    text: { grantedAt: expect.any(String), textVersion: callerTextVersion, words: expect.stringContaining("Keep what is said"), current: true, keptUntil: expect.any(String) },
    audio: { grantedAt: expect.any(String), textVersion: callerTextVersion, words: expect.stringContaining("Record the sound"), current: true, keptUntil: expect.any(String) } }]);
  expect(Date.parse(items[0]?.audio?.keptUntil ?? "") - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  expect(JSON.stringify(items)).not.toContain("Quillfeather");

  expect((await list(strangersToken)).items).toEqual([]);
  expect([await takeBack(agent.id, strangersToken), await takeBack(null, strangersToken), await takeBack(agent.id, null, await makeMember())]).toEqual([204, 204, 204]);
  expect([await takeBack(agent.id, null), await takeBack(agent.id, "clr_short"), await takeBack(null, null)]).toEqual([401, 401, 401]);
  expect(await keptOf(call.conversationId)).toMatchObject({ words: 2, sound: "ready:", receipts: null });

  const before = files().length;
  expect(await takeBack(agent.id, token)).toBe(204);
  expect(files().length).toBe(before - 1);
  expect(await keptOf(call.conversationId)).toMatchObject({ turnCount: 1, title: null, words: 0, sound: "deleted:withdrawn", receipts: "withdrawn", textConsent: false, audioConsent: false });
  expect(await keptOf(other.call.conversationId)).toMatchObject({ words: 2, sound: "ready:", receipts: null });
  expect((await list(token)).items).toEqual([]);
  expect(await takeBack(agent.id, token)).toBe(204);
  expect(await keptOf(call.conversationId)).toMatchObject({ receipts: "withdrawn" });
  expect(await takeBack(null, other.token)).toBe(204);
  expect(files()).toEqual([]);
}, 30_000);

test("a consent stands for later calls with this agent and for no other agent, and one in older words is asked again", async () => {
  const first = await consentedCall();
  await first.call.end();
  const again = await openTestCall(agent);
  again.client.send({ type: "x.consent", caller: first.token });
  expect(await agreed(again, (event) => event.recording === true)).toMatchObject({ audio: true, text: true });
  await again.end();
  const elsewhere = await openTestCall(otherAgent);
  elsewhere.client.send({ type: "x.consent", caller: first.token });
  await agreed(elsewhere, (event) => event.caller === first.token);
  expect(elsewhere.consent()).toMatchObject({ audio: false, text: false, recording: false });
  await elsewhere.end();
  expect((await list(first.token, null, `?agent=${agent.slug}`)).standing).toEqual({ text: true, audio: true });
  expect((await list(first.token, null, `?agent=${otherAgent.slug}`)).standing).toEqual({ text: false, audio: false });
  expect(await inspect(sql`select count(*) as count from consents where agent_id = ${agent.id} and withdrawn_at is null and caller_hash = sha256(${first.token}::bytea)`)).toEqual([{ count: 2 }]);

  await inspect(sql`update consents set text_version = 'caller-2025-01' where caller_hash = sha256(${first.token}::bytea)`);
  expect((await list(first.token, null, `?agent=${agent.slug}`)).standing).toEqual({ text: false, audio: false });
  const later = await openTestCall(agent);
  later.client.send({ type: "x.consent", caller: first.token });
  await agreed(later, (event) => event.caller === first.token);
  await say(later, "My name is Quillfeather");
  await later.end();
  expect(await keptOf(later.conversationId)).toMatchObject({ words: 0, sound: null });
  expect((await list(first.token)).items[0]?.text).toMatchObject({ current: false, textVersion: "caller-2025-01" });
  expect(await takeBack(agent.id, first.token)).toBe(204);
  expect(files()).toEqual([]);
}, 30_000);

test("taken back from outside while the call runs, it stops and discards the recording, deletes the words, and keeps no more; the call goes on", async () => {
  const { call, token } = await consentedCall();
  expect(await takeBack(agent.id, token)).toBe(204);
  expect(await agreed(call, (event) => event.audio === false && event.recording === false && event.caller === token)).toMatchObject({ text: false });
  expect(files()).toEqual([]);
  await say(call, "Quillfeather once more");
  await call.end();
  expect(await keptOf(call.conversationId)).toMatchObject({ turnCount: 2, words: 0, title: null, sound: "deleted:withdrawn" });
}, 20_000);

test("taken back in the call, it takes the sound of every call with this agent, and the words stay where they were not meant", async () => {
  const first = await consentedCall();
  await first.call.end();
  const call = await openTestCall(agent);
  call.client.send({ type: "x.consent", caller: first.token });
  await agreed(call, (event) => event.recording === true);
  call.client.send({ type: "x.consent", audio: false });
  expect(await agreed(call, (event) => event.audio === false && event.caller === first.token)).toMatchObject({ text: true });
  await call.end();
  expect(await keptOf(first.call.conversationId)).toMatchObject({ words: 2, sound: "deleted:withdrawn" });
  expect(files()).toEqual([]);
  expect((await list(first.token)).items[0]).toMatchObject({ audio: null, text: { current: true } });
}, 30_000);

test("a member is asked for sound once for each agent, takes it back with their session, and a key of theirs neither sees nor stands for it", async () => {
  const call = await openTestCall(agent, member);
  expect(call.consent()).toMatchObject({ text: true, audio: false });
  call.client.send({ type: "x.consent", audio: true });
  expect(await agreed(call, (event) => event.recording === true)).toMatchObject({ caller: null });
  await say(call, "My name is Quillfeather");
  await call.end();
  const second = await openTestCall(agent, member);
  await agreed(second, (event) => event.recording === true);
  await second.end();
  const key = await makeKey(member);
  expect((await list(null, key)).items).toEqual([]);
  expect(await takeBack(agent.id, null, key)).toBe(401);
  expect(await takeBack(agent.id, strangersToken, key)).toBe(204);
  const byKey = connectTo(server.port, `/v1/realtime?model=agent:${agent.slug}&ext=1`, { key });
  expect(await byKey.until("x.consent")).toMatchObject({ audio: false, text: false });
  byKey.socket.close(1000);
  expect(await keptOf(call.conversationId)).toMatchObject({ words: 2, sound: "ready:" });
  expect((await list(null, member)).items.map(({ agentId, audio }) => [agentId, audio?.current ?? null])).toEqual(expect.arrayContaining([[agent.id, true], [null, null]]));

  expect(await takeBack(agent.id, null, member)).toBe(204);
  expect(await keptOf(call.conversationId)).toMatchObject({ words: 0, sound: "deleted:withdrawn" });
  expect((await list(null, member, `?agent=${agent.slug}`)).standing).toEqual({ text: false, audio: false });
  expect((await list(null, member, `?agent=${otherAgent.slug}`)).standing).toEqual({ text: true, audio: false });
  const third = await openTestCall(agent, member);
  expect(third.consent()).toMatchObject({ text: false, audio: false });
  await third.end();
  expect(await takeBack(null, null, member)).toBe(204);
  expect((await list(null, member, `?agent=${otherAgent.slug}`)).standing).toEqual({ text: false, audio: false });
}, 30_000);

test("of a call that opens while consent is taken back, nothing is kept, whichever comes first", async () => {
  const person = await makeMember();
  const own = await makeAgent(person.ctx);
  const whose = consenterOf(person.actor, null);
  const row = () => ({ id: newId("cnv"), workspaceId: person.actor.workspaceId, agentId: own.id, agentVersion: 1, channel: "browser" as const, startedAt: new Date(), resumeExpiresAt: null });
  for (let round = 0; round < 8; round += 1) {
    await inspect(sql`delete from consents where agent_id = ${own.id}`);
    await Promise.all([openConversation(systemCtx(), person.actor, row()), openConversation(systemCtx(), person.actor, row()), withdraw(systemCtx(), whose, own.id, ["text", "audio"])]);
    const open = await inspect(sql`select id from conversations where agent_id = ${own.id} and text_consent and not exists (select from consents c where c.agent_id = ${own.id} and c.withdrawn_at is null)`);
    expect(open).toEqual([]);
  }
}, 30_000);

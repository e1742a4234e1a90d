/** A person with something of every kind that is kept, in a workspace of their own and in one they share with a neighbour. */
import { randomBytes, randomUUID } from "node:crypto";
import { recordAttempt, recordAuditAlone } from "@/lib/audit/service";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { acceptInvite } from "@/lib/identity/joining";
import { findRecipient, requestEmailChange } from "@/lib/identity/links";
import { createInvite } from "@/lib/invites/service";
import { addEntry } from "@/lib/knowledge/service";
import { deliverMails } from "@/lib/mail/service";
import { ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { columns, json, sql, systemDb } from "@/lib/platform/db";
import { newId, newSecret } from "@/lib/platform/ids";
import { requestExport } from "@/lib/privacy/service";
import { blobStore } from "@/lib/recordings/service";
import { createWorkspace } from "@/lib/workspaces/service";
import { makeKey, makeMember, type TestMember } from "./harness";
import { makeAgent } from "./realtime-server";

export interface Call { conversationId: string; recordingId: string; blobKey: string; said: string }
export interface WholePerson { member: TestMember; name: string; neighbour: TestMember; sharedId: string; /** In their own workspace, and in the shared one. */ calls: Call[]; /** In the shared workspace. */ neighbourCall: Call }

const fromAddress = "203.0.113.77";

/** A call with a turn, sound, consent and a message passed on. */
export async function makeCall(place: { workspaceId: string; agentId: string; userId: string | null }, said: string, soundBytes = 3_000): Promise<Call> {
  const call = { conversationId: newId("cnv"), recordingId: newId("rec"), blobKey: newSecret("res").slice(4), said };
  const { workspaceId, agentId, userId } = place;
  const db = systemDb();
  const now = new Date();
  await db.run(sql`insert into conversations ${columns({ id: call.conversationId, workspaceId, agentId, userId, channel: "browser", callerKind: userId ? "user" : "caller", textConsent: true, audioConsent: true, title: said, turnCount: 1 })}`);
  await db.run(sql`insert into turns ${columns({ id: newId("trn"), workspaceId, conversationId: call.conversationId, position: 0, role: "caller", startedMs: 0, heardText: said, trace: json({}) })}`);
  await blobStore().put(call.blobKey, (async function* () { yield Buffer.alloc(soundBytes, 7); })());
  await db.run(sql`insert into recordings ${columns({ id: call.recordingId, workspaceId, conversationId: call.conversationId, state: "ready", blobKey: call.blobKey, sizeBytes: soundBytes, createdAt: now, readyAt: now, expiresAt: new Date(now.getTime() + 24 * 3_600_000) })}`);
  await db.run(sql`insert into consents ${columns({ id: newId("cns"), workspaceId, agentId, conversationId: call.conversationId, userId, kind: "audio", textVersion: "test" })} on conflict do nothing`);
  await db.run(sql`insert into handovers ${columns({ id: newId("hnd"), workspaceId, conversationId: call.conversationId, agentId, message: said })}`);
  return call;
}

async function makeThings(ctx: Ctx, member: TestMember, fact: string): Promise<string> {
  const agent = await makeAgent(ctx);
  await addEntry(ctx, { id: agent.id, question: null, answer: fact });
  await makeKey({ ...member, ctx });
  await createClientSecret(ctx, { session: { type: "realtime", model: `agent:${agent.slug}` } }, () => Promise.resolve(agent.slug));
  return agent.id;
}

export async function makeWholePerson(): Promise<WholePerson> {
  const name = `Ada Quill${randomUUID().slice(0, 8)}`;
  const [member, neighbour] = [await makeMember({ name }), await makeMember()];
  const { id: sharedId } = await createWorkspace(neighbour.ctx, { name: "The shop" });
  const there = (of: TestMember, role: "owner" | "builder"): Ctx => ctxFor({ ...of.actor, workspaceId: sharedId, role });
  const invite = await createInvite(there(neighbour, "owner"), { email: member.email, role: "builder", days: 7 });
  await acceptInvite(member.ctx, { token: invite.link.split("#")[1] ?? "" });
  await createInvite(member.ctx, { email: `guest-${randomUUID()}@example.test`, role: "viewer", days: 7 });
  await requestEmailChange(member.ctx, { email: `new-${randomUUID()}@example.test`, currentPassword: member.password });
  await deliverMails(systemCtx(), findRecipient(systemCtx()));
  const { userId } = member.actor;
  const own = await makeThings(member.ctx, member, `Ask ${name}.`);
  const shared = await makeThings(there(member, "builder"), member, "We open at nine.");
  const neighbours = await makeThings(there(neighbour, "owner"), neighbour, "We close at six.");
  const calls = [
    await makeCall({ workspaceId: member.actor.workspaceId, agentId: own, userId }, `${name} at home`),
    await makeCall({ workspaceId: member.actor.workspaceId, agentId: own, userId: null }, "a caller at home"),
    await makeCall({ workspaceId: sharedId, agentId: shared, userId }, `${name} with an agent of theirs`),
    await makeCall({ workspaceId: sharedId, agentId: neighbours, userId }, `${name} with an agent of the neighbour's`),
  ];
  const neighbourCall = await makeCall({ workspaceId: sharedId, agentId: neighbours, userId: neighbour.actor.userId }, "the neighbour's own words");
  await systemDb().run(sql`insert into usage_days ${columns({ workspaceId: member.actor.workspaceId, agentId: own, day: "2026-01-01", conversations: 1 })}`);
  await systemDb().run(sql`insert into refresh_tokens ${columns({ tokenHash: randomBytes(32), sessionId: member.sessionId, accessHash: randomBytes(32), accessExpiresAt: new Date(), createdAt: new Date() })}`);
  await systemDb().run(sql`insert into second_factors ${columns({ userId, secret: "sealed", createdAt: new Date(), confirmedAt: new Date() })}`);
  await systemDb().run(sql`insert into recovery_codes ${columns({ userId, codeHash: randomBytes(32) })}`);
  await systemDb().run(sql`insert into provider_keys ${columns({ id: newId("pvk"), workspaceId: sharedId, provider: "openai", sealedKey: "sealed", lastFour: "", setBy: userId })}`);
  await systemDb().run(sql`insert into webhooks ${columns({ id: newId("whk"), workspaceId: sharedId, url: "https://example.org/told", eventTypes: ["recording.deleted"], sealedSecret: "sealed", lastFour: "abcd", createdBy: userId })}`);
  await systemDb().run(sql`insert into tools ${columns({ id: newId("tol"), workspaceId: sharedId, name: "order_status", description: "Where an order is.", kind: "http", parameters: { type: "object" }, createdBy: userId })}`);
  await systemDb().run(sql`insert into mcp_servers ${columns({ id: newId("mcp"), workspaceId: sharedId, name: "Weather", url: "https://mcp.example.test/", createdBy: userId })}`);
  await systemDb().run(sql`insert into installations ${columns({ id: newId("ins"), workspaceId: sharedId, name: "web-search", manifest: json({}), manifestHash: "0".repeat(64), installedBy: userId })}`);
  await systemDb().run(sql`insert into sso_identities ${columns({ workspaceId: sharedId, issuer: "https://id.example.test", subject: randomUUID(), userId, email: member.email })}`);
  const blobKey = newSecret("res").slice(4);
  await blobStore().put(blobKey, (async function* () { yield Buffer.alloc(500, 9); })());
  await systemDb().run(sql`insert into speech_results ${columns({ id: newId("spr"), workspaceId: sharedId, userId, kind: "speech", state: "ready", blobKey, contentType: "audio/mpeg", text: `${name} reads aloud`, sizeBytes: 500, createdAt: new Date(), expiresAt: new Date(Date.now() + 24 * 3_600_000) })}`);
  await recordAuditAlone({ ...member.ctx, from: fromAddress }, { action: "password.changed", workspaceId: null });
  await recordAttempt({ ...systemCtx(), from: fromAddress }, { action: "session.refused", workspaceId: null, target: { kind: "user", id: userId ?? "" } });
  await recordAuditAlone({ ...there(neighbour, "owner"), from: "198.51.100.4" }, { action: "member.role_changed", target: { kind: "user", id: userId ?? "" }, detail: { from: "viewer", to: "builder" } });
  await requestExport(member.ctx, { currentPassword: member.password });
  return { member, name, neighbour, sharedId, calls, neighbourCall };
}

/** Every row of every table, and how often each of these words is in it: what is left of somebody. */
export const whereIs = async (query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>, words: string[]): Promise<string[]> => {
  const tables = await query("select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await query(`select t::text as row from ${String(name)} t where exists (select from unnest($1::text[]) word where strpos(lower(t::text), lower(word)) > 0)`, [words]);
    found.push(...rows.map(({ row }) => `${String(name)}: ${String(row).slice(0, 300)}`));
  }
  return found;
};

/** Made from the list of operations: whatever names a thing of another workspace answers 404, and changes nothing. */
import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { operations } from "@/lib/api/openapi";
import { createInstallation, getIntegration } from "@/lib/integrations/service";
import { createInvite } from "@/lib/invites/service";
import { newId } from "@/lib/platform/ids";
import type { Operation } from "@/lib/platform/operation";
import { setProviderKey } from "@/lib/provider-keys/service";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { createMcpServer } from "@/lib/tools/mcp-service";
import { toolInput } from "@/lib/tools/schema";
import { createTool } from "@/lib/tools/service";
import { makeAgent } from "@/lib/testing/realtime-server";

useTestDatabase();

const named = operations.filter((operation) => operation.path.includes("{") && operation.access !== "public" && operation.access !== "platform-admin");

/** Good bodies, so that nothing is refused for its form. */
const bodies: Record<string, unknown> = {
  updateAgent: { name: "Mine now" }, publishAgent: {}, restoreAgentVersion: {}, updateConversation: { title: "mine" }, readHandover: { read: true }, renameWorkspace: { name: "Mine" },
  addKnowledgeEntry: { answer: "Mine." }, addKnowledgeText: { title: "Mine", text: "We open at nine." }, addKnowledgePage: { url: "https://example.org/" }, createTurn: { text: "Hello" },
  updatePrivacySettings: { retentionDays: 1, recordingHours: 0, redact: true }, updateMember: { role: "viewer" },
  updateTool: { enabled: false }, testTool: {}, updateMcpServer: { name: "Mine" }, chooseMcpTool: { remoteName: "x", fingerprint: "x" },
  updateInstallation: { settings: {} }, approveInstallation: { hash: "0".repeat(64) },
};

async function belongings(owner: TestMember) {
  const workspaceId = owner.actor.workspaceId;
  const agent = await makeAgent(owner.ctx);
  const conversationId = newId("cnv"), recordingId = newId("rec"), handoverId = newId("hnd"), sourceId = newId("src"), entryId = newId("kno");
  await inspect(sql`insert into conversations (id, workspace_id, agent_id, channel, caller_kind) values (${conversationId}, ${workspaceId}, ${agent.id}, 'browser', 'user')`);
  await inspect(sql`insert into recordings (id, workspace_id, conversation_id, state, blob_key, size_bytes, expires_at) values (${recordingId}, ${workspaceId}, ${conversationId}, 'ready', 'A-key-of-forty-letters-A-key-of-forty-le', 44, now() + interval '1 day')`);
  await inspect(sql`insert into handovers (id, workspace_id, conversation_id, agent_id, message) values (${handoverId}, ${workspaceId}, ${conversationId}, ${agent.id}, 'secret words')`);
  await inspect(sql`insert into knowledge_sources (id, workspace_id, agent_id, kind, title) values (${sourceId}, ${workspaceId}, ${agent.id}, 'typed', 'secret words')`);
  await inspect(sql`insert into knowledge_entries (id, workspace_id, agent_id, source_id, answer) values (${entryId}, ${workspaceId}, ${agent.id}, ${sourceId}, 'secret words')`);
  await makeKey(owner);
  const [{ id: keyId } = { id: "" }] = await inspect(sql`select id from api_keys where user_id = ${owner.actor.userId}`);
  const invite = await createInvite(owner.ctx, { email: "x@example.test", role: "viewer", days: 7 });
  const { id: providerKeyId } = await setProviderKey(owner.ctx, { provider: "openai", key: "sk-secret words-of-the-owner", baseUrl: null });
  const request = { method: "GET" as const, url: "https://secret-words.example.org/", headers: { authorization: "{secrets.token}" }, body: null };
  const { id: toolId } = await createTool(owner.ctx, toolInput.parse({ name: "secret_tool", description: "secret words", parameters: { type: "object" }, request, secrets: { token: "secret words" } }));
  const { id: mcpServerId } = await createMcpServer(owner.ctx, { name: "secret words", url: "https://mcp.example.org/", headers: {} });
  const { hash } = await getIntegration(owner.ctx, { name: "web-search" });
  const { id: installationId } = await createInstallation(owner.ctx, { name: "web-search", hash, settings: { address: "https://secret-words.example.org/" } });
  const domainId = newId("dom");
  await inspect(sql`insert into sso_connections (id, workspace_id, issuer, client_id, client_secret, client_secret_last_four, default_role, enabled) values (${newId("sso")}, ${workspaceId}, 'https://id.example.org', 'parley', 'sealed', '', 'viewer', true)`);
  await inspect(sql`insert into sso_domains (id, workspace_id, domain, token) values (${domainId}, ${workspaceId}, 'company.example', 'secret words')`);
  const ids: Record<string, string> = { agents: agent.id, conversations: conversationId, recordings: recordingId, handovers: handoverId };
  return { ids, /** The catalogue is everybody's: only what is not there is not found. */ others: { name: "no-such-integration", entryId, sourceId, version: "1", keyId: String(keyId), sessionId: owner.sessionId, inviteId: invite.id, providerKeyId, toolId, mcpServerId, installationId, domainId, workspaceId, userId: owner.actor.userId ?? "" } };
}

const snapshot = async (workspaceId: string) => Promise.all(["agents", "agent_versions", "conversations", "recordings", "handovers", "knowledge_sources", "knowledge_entries", "api_keys", "invites", "provider_keys", "tools", "mcp_servers", "installations", "members", "sso_connections", "sso_domains", "workspaces"].map((table) =>
  inspect(sql`select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as sum from ${({ agents: sql`agents`, agent_versions: sql`agent_versions`, conversations: sql`conversations`, recordings: sql`recordings`, handovers: sql`handovers`, knowledge_sources: sql`knowledge_sources`, knowledge_entries: sql`knowledge_entries`, api_keys: sql`api_keys`, invites: sql`invites`, provider_keys: sql`provider_keys`, tools: sql`tools`, mcp_servers: sql`mcp_servers`, installations: sql`installations`, members: sql`members`, sso_connections: sql`sso_connections`, sso_domains: sql`sso_domains`, workspaces: sql`workspaces` } as const)[table] ?? sql`agents`} t where (to_jsonb(t) ->> 'workspace_id') = ${workspaceId} or to_jsonb(t) ->> 'id' = ${workspaceId}`)));

const moduleOf = (operation: Operation): string => `app${operation.path.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`;

test("there is a door for every operation that names a thing, and many of them", () => {
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter((operation) => !existsSync(moduleOf(operation))).map(({ id }) => id)).toEqual([]);
});

test("another workspace's things are not there, whatever the method, and stay as they are", async () => {
  const [owner, stranger] = [await makeMember(), await makeMember()];
  const { ids, others } = await belongings(owner);
  const before = await snapshot(owner.actor.workspaceId);
  const answers: { operation: string; status: number; leaks: boolean }[] = [];
  for (const operation of named) {
    const kind = operation.path.split("/")[3] ?? "";
    const params = Object.fromEntries([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, name === "id" ? ids[kind] ?? "" : Reflect.get(others, name) as string]));
    expect({ operation: operation.id, missing: Object.values(params).includes("") }).toEqual({ operation: operation.id, missing: false });
    const door = (await import(`@/${moduleOf(operation).replace(/\.ts$/, "")}`)) as Record<string, (request: Request, context: unknown) => Promise<Response>>;
    const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? "");
    const body = operation.body ? bodies[operation.id] ?? {} : bodies[operation.id];
    const query = operation.id === "compareAgentVersions" ? "?from=1" : "";
    const response = await door[operation.method]?.(testRequest(operation.method, `${path}${query}`, { as: stranger, ...(body === undefined ? {} : { body }) }), { params: Promise.resolve(params) });
    const text = await response?.text();
    // Receipts of a conversation that is not one's own are an empty list, as they are of one that never was.
    const isEmptyList = operation.id === "listReceipts" && text?.includes('"items":[]') === true;
    answers.push({ operation: operation.id, status: isEmptyList ? 404 : response?.status ?? 0, leaks: text?.includes("secret words") === true });
  }
  expect(answers.filter(({ status, leaks }) => status !== 404 || leaks)).toEqual([]);
  expect(await snapshot(owner.actor.workspaceId)).toEqual(before);
});

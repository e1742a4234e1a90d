/** Every way by which somebody can name an address refuses the private ones: where they are entered, with the code of that door, and again where they are asked. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { z } from "zod";
import { createAgent } from "@/lib/agents/service";
import { createInstallation, getIntegration } from "@/lib/integrations/service";
import { pageInput } from "@/lib/knowledge/schema";
import { addPage } from "@/lib/knowledge/service";
import { systemCtx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { changeEnv } from "@/lib/platform/env";
import { askProvider } from "@/lib/provider-keys/ask-provider";
import { providerKeyInput } from "@/lib/provider-keys/schema";
import { setProviderKey } from "@/lib/provider-keys/service";
import { systemSend } from "@/lib/sso/outgoing";
import { ssoConnectionInput } from "@/lib/sso/schema";
import { setConnection } from "@/lib/sso/service";
import { createBoundedFetch } from "@/lib/tools/bounded-fetch";
import { withMcp } from "@/lib/tools/mcp-client";
import { createMcpServer } from "@/lib/tools/mcp-service";
import { runHttp } from "@/lib/tools/run-http";
import { findRunner } from "@/lib/tools/runners/registry";
import { httpRequest, mcpServerInput, toolInput } from "@/lib/tools/schema";
import { createTool } from "@/lib/tools/service";
import { webhookInput } from "@/lib/webhooks/schema";
import { post } from "@/lib/webhooks/deliver";
import { newWebhookSecret } from "@/lib/webhooks/secrets";
import { createWebhook } from "@/lib/webhooks/service";
import { makeMember, useTestDatabase, type TestMember } from "./harness";
import { privateSpellings } from "./private-spellings";

useTestDatabase();
let trap: Server;
let port = 0;
let connections = 0;
let owner: TestMember;
let agentId = "";
const hashes = new Map<string, string>();
const installed = ["crm-webhook", "calendar", "openai-compatible", "mcp-server"] as const;
beforeAll(async () => {
  trap = createServer((socket) => { connections += 1; socket.on("error", () => {}); socket.end("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nwords"); }).listen(0, "0.0.0.0");
  await once(trap, "listening");
  port = (trap.address() as AddressInfo).port;
  owner = await makeMember();
  for (const name of installed) hashes.set(name, (await getIntegration(owner.ctx, { name })).hash);
}, 60_000);
beforeEach(async () => {
  connections = 0;
  changeEnv({ ALLOWED_PRIVATE_HOSTS: "" });
  owner = await makeMember();
  agentId = (await createAgent(owner.ctx, { name: "Reading" })).id;
});
afterAll(() => { trap.close(); });

/** As `route()` does: what the shape refuses is `validation_failed`, too. */
function read<S extends z.ZodType>(shape: S, input: unknown): z.output<S> {
  const read = shape.safeParse(input);
  if (!read.success) throw new AppError("validation_failed");
  return read.data;
}
const outcome = async (work: () => Promise<unknown>): Promise<string> => { try { await work(); return "taken"; } catch (error) { return String(Reflect.get(Object(error), "code") ?? error); } };
const install = (name: (typeof installed)[number], settings: Record<string, string>) => createInstallation(owner.ctx, { name, hash: hashes.get(name) ?? "", settings });
const parameters = { type: "object", properties: {}, additionalProperties: false };

const doors: [door: string, code: string, enter: (url: string) => Promise<unknown>][] = [
  ["a page for an agent's knowledge", "url_refused", async (url) => addPage(owner.ctx, { id: agentId, ...read(pageInput, { url }) })],
  ["a tool's request", "validation_failed", async (url) => createTool(owner.ctx, read(toolInput, { name: "asks", description: "Asks.", parameters, request: { url } }))],
  ["an MCP server", "validation_failed", async (url) => createMcpServer(owner.ctx, read(mcpServerInput, { name: "Server", url }))],
  ["a webhook", "validation_failed", async (url) => createWebhook(owner.ctx, read(webhookInput, { url, eventTypes: ["conversation.ended"] }))],
  ["a provider's address", "validation_failed", async (url) => setProviderKey(owner.ctx, read(providerKeyInput, { provider: "openai", key: "sk-only-tests-use-this-key", baseUrl: url }))],
  ["an identity server", "validation_failed", async (url) => setConnection(owner.ctx, read(ssoConnectionInput, { issuer: url, clientId: "parley", clientSecret: "a-client-secret-1234", domains: ["company.example"], defaultRole: "viewer", enabled: false }))],
  ["an integration's secret address", "validation_failed", (url) => install("crm-webhook", { webhook: url })],
  ["an integration's calendar", "validation_failed", (url) => install("calendar", { address: url, user: "team", password: "only-tests-use-this" })],
  ["an integration's provider", "validation_failed", (url) => install("openai-compatible", { address: url, key: "sk-only-tests-use-this-key" })],
  ["an integration's MCP server", "validation_failed", (url) => install("mcp-server", { address: url, token: "only-tests-use-this" })],
];

test.each(doors)("%s: every spelling is refused with %s and nothing is asked; the same server is taken where the operator allows it", async (_door, code, enter) => {
  const outcomes: [string, string][] = [];
  for (const spelling of privateSpellings) outcomes.push([spelling, await outcome(() => enter(`https://${spelling}:${port}/`))]);
  // What is no address at all is refused by its shape already.
  expect(outcomes.filter(([spelling, got]) => got !== (URL.canParse(`https://${spelling}/`) ? code : "validation_failed"))).toEqual([]);
  expect(connections).toBe(0);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${port}` });
  expect(await outcome(() => enter(`http://127.0.0.1:${port}/`))).toBe("taken");
}, 120_000);

const signal = new AbortController().signal;
const calendarRun = (url: string) => {
  const call = { workspaceId: "", conversationId: "", agentId: "" };
  return { settings: { address: url, user: "team", body: "{}" }, secrets: { password: "only-tests-use-this", address: url }, call, signal, ctx: systemCtx(), fetch: createBoundedFetch({ signal }) };
};
const hook = (url: string) => {
  const place = { id: "whk_1", workspaceId: "wsp_1" };
  const { secret: _secret, ...sealed } = newWebhookSecret(place);
  return { webhook: { ...place, ...sealed, url, description: "", eventTypes: [], createdAt: "", failingSince: null, disabledAt: null, disabledReason: null, previousSealedSecret: null, previousUntil: null }, event: { id: "evt_1", workspaceId: "wsp_1", type: "test" as const, subjectId: "", createdAt: "" } };
};
/** What was kept before, or came by another way: it is asked for as if it had been taken. */
const ways: [way: string, ask: (url: string) => Promise<unknown>][] = [
  ["a tool's request", (url) => runHttp(httpRequest.parse({ url }), { arguments: {}, settings: {}, secrets: {} }, createBoundedFetch({ signal }))],
  ["an MCP server", (url) => withMcp({ url, headers: {} }, createBoundedFetch({ signal }), signal, (session) => session.list())],
  ["a calendar", async (url) => findRunner("caldav-busy")?.run({ ...calendarRun(url), arguments: { from: "2026-12-01T09:00:00+01:00", to: "2026-12-01T10:00:00+01:00" } })],
  ["an integration's secret address", async (url) => findRunner("secret-webhook")?.run({ ...calendarRun(url), arguments: {} })],
  ["a webhook", async (url) => { const { fault } = await post(systemCtx(), hook(url), {}); throw new Error(fault ?? "taken"); }],
  ["a provider's test", async (url) => { const { outcome: got } = await askProvider({ provider: "openai", apiKey: "sk-only-tests-use-this-key", baseUrl: url }, signal); throw new Error(got); }],
  ["an identity server", (url) => systemSend()(url, { method: "GET", headers: {}, body: undefined, redirect: "manual" })],
];

test.each(ways)("%s that was kept is not asked at any spelling, and would be where the operator allows it", async (_way, ask) => {
  const outcomes: [string, string][] = [];
  for (const spelling of privateSpellings) outcomes.push([spelling, await outcome(() => ask(`https://${spelling}:${port}/`))], [spelling, await outcome(() => ask(`http://${spelling}:${port}/`))]);
  expect(outcomes.filter(([, got]) => got === "taken" || got === "Error: accepted" || got === "Error: taken")).toEqual([]);
  expect(connections).toBe(0);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${port}` });
  await outcome(() => ask(`http://127.0.0.1:${port}/`));
  expect(connections).toBeGreaterThan(0);
}, 120_000);

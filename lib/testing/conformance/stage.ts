/** A built server and everything around it that operations need: an identity server, a name server, a page, a model server, an MCP server, a receiver of webhooks, a server for tools; and people. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFaultUpstream, type FaultUpstream } from "../fault-upstream";
import { startNameServer, type NameServer } from "../dns-server";
import { startJsonServer, type JsonServer } from "../json-server";
import { startMcpServer, type McpTestServer } from "../mcp-server";
import { startOidcServer, type OidcServer } from "../oidc-server";
import { freePort, startServer, type RunningServer } from "../running-server";
import { startWebhookReceiver, type WebhookReceiver } from "../webhook-receiver";

export interface Person { email: string; password: string; /** An access token, for as long as a run takes. */ token: string }

export interface Stage {
  server: RunningServer;
  names: NameServer;
  identity: OidcServer;
  models: FaultUpstream;
  mcp: McpTestServer;
  hooks: WebhookReceiver;
  things: JsonServer;
  /** The operator's own integrations. */
  integrationsFolder: string;
  pageUrl: string;
  /** An account with a verified sign-in by password; `admin` makes a platform administrator. */
  person(name: string, options?: { admin?: boolean }): Promise<Person>;
  signIn(email: string, password: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startStage(options: { port?: number; env?: Record<string, string> } = {}): Promise<Stage> {
  const port = options.port ?? await freePort();
  const page = createServer((_request, response) => { response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Hours</title><h1>Hours</h1><p>We open at nine and close at six on every day of the week.</p>"); });
  await new Promise<void>((listening) => page.listen(0, "127.0.0.1", () => listening()));
  const pageUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}/hours`;
  const integrationsFolder = mkdtempSync(join(tmpdir(), "parley-conformance-"));
  const weather = { name: "getWeather", description: "The weather of a town.", inputSchema: { type: "object" as const, properties: { town: { type: "string" } } } };
  const [names, identity, models, mcp, hooks, things] = await Promise.all([
    startNameServer(), startOidcServer(`http://localhost:${port}/sso/callback`), startFaultUpstream(), startMcpServer([weather], () => ({ content: [{ type: "text", text: "Sunny." }] })), startWebhookReceiver(), startJsonServer(),
  ]);
  const allowed = [identity.issuer, models.origin, pageUrl, mcp.url, hooks.url, things.origin].map((address) => new URL(address).host).join(",");
  const server = await startServer({ port, env: { LOCAL_SPEECH: "off", ALLOWED_PRIVATE_HOSTS: allowed, DNS_SERVERS: names.address, INTEGRATIONS_DIR: integrationsFolder, MAX_CALLS: "1000", CLAUSE_CACHE_MB: "0", ...options.env } });
  const signIn = async (email: string, password: string) => {
    const answer = await fetch(`${server.url}/api/v1/tokens`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ grant: "password", email, password }) });
    if (!answer.ok) throw new Error(`Nobody was signed in: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { accessToken: string }).accessToken;
  };
  return {
    server, names, identity, models, mcp, hooks, things, integrationsFolder, pageUrl, signIn,
    async person(name, { admin = false } = {}) {
      const [email, password] = [`${name}@example.com`, `the lamp of ${name}, in the hall`];
      await server.command("user", "create", "--email", email, "--password", password, ...(admin ? ["--admin"] : []));
      return { email, password, token: await signIn(email, password) };
    },
    async stop() {
      await server.stop();
      page.closeAllConnections();
      await Promise.all([new Promise((closed) => page.close(closed)), names.stop(), identity.stop(), models.close(), mcp.close(), hooks.close(), things.stop()]);
      rmSync(integrationsFolder, { recursive: true, force: true });
    },
  };
}

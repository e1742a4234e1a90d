/** A built server and everything around it that operations need: an identity server, a name server, a page, a model server; and people. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startFaultUpstream, type FaultUpstream } from "../fault-upstream";
import { startNameServer, type NameServer } from "../dns-server";
import { startOidcServer, type OidcServer } from "../oidc-server";
import { freePort, startServer, type RunningServer } from "../running-server";

export interface Person { email: string; password: string; /** An access token, for as long as a run takes. */ token: string }

export interface Stage {
  server: RunningServer;
  names: NameServer;
  identity: OidcServer;
  models: FaultUpstream;
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
  const [names, identity, models] = await Promise.all([startNameServer(), startOidcServer(`http://localhost:${port}/sso/callback`), startFaultUpstream()]);
  const allowed = [identity.issuer, models.origin, pageUrl].map((address) => new URL(address).host).join(",");
  const server = await startServer({ port, env: { LOCAL_SPEECH: "off", ALLOWED_PRIVATE_HOSTS: allowed, DNS_SERVERS: names.address, MAX_CALLS: "1000", CLAUSE_CACHE_MB: "0", ...options.env } });
  const signIn = async (email: string, password: string) => {
    const answer = await fetch(`${server.url}/api/v1/tokens`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ grant: "password", email, password }) });
    if (!answer.ok) throw new Error(`Nobody was signed in: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { accessToken: string }).accessToken;
  };
  return {
    server, names, identity, models, pageUrl, signIn,
    async person(name, { admin = false } = {}) {
      const [email, password] = [`${name}@example.com`, `the lamp of ${name}, in the hall`];
      await server.command("user", "create", "--email", email, "--password", password, ...(admin ? ["--admin"] : []));
      return { email, password, token: await signIn(email, password) };
    },
    async stop() {
      await server.stop();
      page.closeAllConnections();
      await Promise.all([new Promise((closed) => page.close(closed)), names.stop(), identity.stop(), models.close()]);
    },
  };
}

/** A real OpenID Connect server on loopback, with people who sign in by their name there; and one that lies. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import Provider, { type Adapter, type AdapterPayload, type ClientMetadata } from "oidc-provider";

export interface ServerPerson { email: string; email_verified?: boolean; name?: string }
export interface OidcServer {
  issuer: string;
  client: { id: string; secret: string };
  /** By `sub`; may be changed while it runs. */
  people: Record<string, ServerPerson>;
  /** Requests so far, by path. */
  asked: string[];
  stop(): Promise<void>;
}

async function listen(handler: RequestListener): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => new Promise((stopped) => { server.close(() => stopped()); server.closeAllConnections(); }) };
}

const secretOf = (id: string): string => `the-secret-of-${id}-that-only-tests-ever-use`;
const clientOf = (id: string, redirectUri: string): ClientMetadata => ({ client_id: id, client_secret: secretOf(id), redirect_uris: [redirectUri], grant_types: ["authorization_code"], response_types: ["code"], scope: "openid email profile" });

/** What the server remembers, in memory. */
class Memory implements Adapter {
  private static readonly held = new Map<string, AdapterPayload>();
  constructor(private readonly kind: string) {}
  private key(id: string): string { return `${this.kind}:${id}`; }
  private by(field: "uid" | "userCode", value: string) { return [...Memory.held].find(([key, payload]) => key.startsWith(`${this.kind}:`) && payload[field] === value)?.[1]; }
  async upsert(id: string, payload: AdapterPayload) { Memory.held.set(this.key(id), payload); }
  async find(id: string) { return Memory.held.get(this.key(id)); }
  async findByUid(uid: string) { return this.by("uid", uid); }
  async findByUserCode(code: string) { return this.by("userCode", code); }
  async consume(id: string) { const payload = Memory.held.get(this.key(id)); if (payload) payload.consumed = Math.floor(Date.now() / 1_000); }
  async destroy(id: string) { Memory.held.delete(this.key(id)); }
  async revokeByGrantId(grantId: string) { for (const [key, payload] of Memory.held) if (payload.grantId === grantId) Memory.held.delete(key); }
}

/** `redirectUri` of the client `parley`; another client, `other`, has its own. PKCE is demanded. */
export async function startOidcServer(redirectUri: string): Promise<OidcServer> {
  let handle: RequestListener = (_request, response) => { response.writeHead(503).end(); };
  const asked: string[] = [];
  const { url, stop } = await listen((request, response) => { asked.push(new URL(request.url ?? "/", "http://x").pathname); void handle(request, response); });
  const people: OidcServer["people"] = {};
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const provider = new Provider(url, {
    clients: [clientOf("parley", redirectUri), clientOf("other", "http://localhost:1/callback")],
    jwks: { keys: [{ ...await exportJWK(privateKey), alg: "RS256", use: "sig" }] }, cookies: { keys: ["a-key-that-only-tests-ever-use"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] }, scopes: ["openid", "email", "profile"],
    adapter: Memory, ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    features: { devInteractions: { enabled: false } }, pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => (people[sub] ? { accountId: sub, claims: () => ({ sub, ...people[sub] }) } : undefined),
    // Nobody is asked whether they agree: their employer has.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  provider.on("server_error", () => {});
  const serve = provider.callback();
  handle = (request, response) => (request.url?.startsWith("/interaction/") ? interact(provider, people, request, response) : serve(request, response));
  return { issuer: url, client: { id: "parley", secret: secretOf("parley") }, people, asked, stop };
}

/** A page that asks who one is. */
async function interact(provider: Provider, people: OidcServer["people"], request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html" }).end('<!doctype html><title>Identity server</title><form method="post"><label>Who are you? <input name="email"></label><button>It is me</button></form>');
    return;
  }
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const email = new URLSearchParams(Buffer.concat(pieces).toString()).get("email");
  const accountId = Object.entries(people).find(([, person]) => person.email === email)?.[0];
  await provider.interactionFinished(request, response, accountId ? { login: { accountId } } : { error: "access_denied" }, { mergeWithLastSubmission: false });
}

/** Goes through the server's pages as a browser of its own would; gives the address that leads back to us. */
export async function signInAtServer(start: string, email: string, redirectUri: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = new URL(start);
  let body: URLSearchParams | undefined;
  for (let hop = 0; hop < 10; hop += 1) {
    if (url.href.startsWith(redirectUri)) return url;
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(url, { redirect: "manual", headers, ...(body ? { method: "POST", body } : {}) });
    for (const line of answer.headers.getSetCookie()) { const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []; jar.set(name, value); }
    const location = answer.headers.get("location");
    body = location ? undefined : new URLSearchParams({ email });
    if (!location && answer.status !== 200) throw new Error(`The server answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    if (location) url = new URL(location, url);
  }
  throw new Error("The server leads nowhere.");
}

/** What a lying server says otherwise than it should. */
export interface Lie {
  alg?: "none" | "HS256" | "foreign-key";
  claims?: Record<string, unknown>;
  token?: "hang" | "redirect" | "huge" | "broken" | "cut";
  discovery?: "hang" | "redirect" | "huge" | "broken";
  metadata?: Record<string, unknown>;
  jwks?: "redirect" | "huge";
}
export interface LyingServer { issuer: string; lie: Lie; person: Record<string, unknown>; /** How often the token was asked for. */ tokens: number; stop(): Promise<void> }

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Answers any code; `nonce` comes back from the address that the browser was sent to, as the code. */
export async function startLyingServer(): Promise<LyingServer> {
  const [own, foreign] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwks = { keys: [{ ...await exportJWK(own.publicKey), alg: "RS256", use: "sig", kid: "1" }] };
  const lies = { hang: () => {}, redirect: (response: ServerResponse) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(), broken: (response: ServerResponse) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Good morning</p>"),
    huge: (response: ServerResponse) => response.writeHead(200, { "content-type": "application/json" }).end(`{"x":"${"y".repeat(10 * 1_048_576)}"}`), cut: (response: ServerResponse) => { response.writeHead(200, { "content-type": "application/json", "content-length": "5000" }); response.write("{"); response.destroy(); } };
  const json = (response: ServerResponse, value: unknown) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
  const { url, stop } = await listen((request, response) => {
    const path = new URL(request.url ?? "/", url).pathname;
    if (path.startsWith("/.well-known/")) {
      if (server.lie.discovery) return void lies[server.lie.discovery](response);
      return void json(response, { issuer: url, authorization_endpoint: `${url}/auth`, token_endpoint: `${url}/token`, jwks_uri: `${url}/jwks`, id_token_signing_alg_values_supported: ["RS256"], response_types_supported: ["code"], ...server.lie.metadata });
    }
    if (path === "/jwks") return void (server.lie.jwks ? lies[server.lie.jwks](response) : json(response, jwks));
    server.tokens += 1;
    if (server.lie.token) return void lies[server.lie.token](response);
    let form = "";
    request.on("data", (piece: Buffer) => { form += piece.toString(); });
    request.on("end", () => void idToken(new URLSearchParams(form).get("code") ?? "").then((id_token) => json(response, { access_token: "x", token_type: "bearer", id_token })));
  });
  async function idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: url, aud: "parley", sub: "liar-1", nonce, iat: now, exp: now + 300, ...server.person, ...server.lie.claims };
    if (server.lie.alg === "none") return `${encoded({ alg: "none" })}.${encoded(claims)}.`;
    if (server.lie.alg === "HS256") return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode("the-secret-of-parley-that-only-tests-ever-use"));
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "1" }).sign(server.lie.alg === "foreign-key" ? foreign.privateKey : own.privateKey);
  }
  const server: LyingServer = { issuer: url, lie: {}, person: {}, tokens: 0, stop };
  return server;
}

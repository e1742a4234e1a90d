/** What we know of an identity server: asked once, and kept for some minutes. */
import * as oidc from "openid-client";
import { env } from "@/lib/platform/env";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { singleton } from "@/lib/platform/singleton";
import { answerWithinMs, mayBeAsked, systemSend, type Send } from "./outgoing";

export interface IssuerClient { issuer: string; clientId: string; clientSecret: string }

const keptMs = 5 * 60_000;
/** A server that is down is not asked again for every person who tries. */
const faultKeptMs = 10_000;
const mostKept = 500;

interface Entry { askedMs: number; failed: boolean; metadata: Promise<oidc.ServerMetadata> }
const kept = (): Map<string, Entry> => singleton("sso-issuers", () => new Map<string, Entry>());

/** Null where this can be no issuer: not https, or with a query, a fragment or a password in it. */
export function issuerUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && !url.search && !url.hash && !text.includes("?") && !text.includes("#") && mayBeAsked(url, env().ALLOWED_PRIVATE_HOSTS) ? url : null;
}

export const forgetIssuer = (issuer: string): void => { kept().delete(issuer); };

/**
 * The client of a connection, ready to be used with its server. Of many who ask at once, one asks the server.
 * Throws `sso_unavailable` where the server does not answer, or names itself otherwise than the connection does.
 */
export async function openIssuer(ctx: Ctx, client: IssuerClient, send: Send = systemSend()): Promise<oidc.Configuration> {
  const url = issuerUrl(client.issuer);
  if (!url) throw unavailable("issuer_refused");
  const cache = kept();
  const nowMs = ctx.clock.nowMs();
  let entry = cache.get(client.issuer);
  if (!entry || nowMs - entry.askedMs > (entry.failed ? faultKeptMs : keptMs)) {
    const asked: Entry = { askedMs: nowMs, failed: false, metadata: discover(url, send) };
    asked.metadata.catch(() => { asked.failed = true; });
    cache.delete(client.issuer);
    cache.set(client.issuer, asked);
    const [oldest] = cache.keys();
    if (cache.size > mostKept && oldest !== undefined) cache.delete(oldest);
    entry = asked;
  }
  const metadata = await entry.metadata.catch((error: unknown) => { throw unavailable(reasonOf(error)); });
  return configured(metadata, client, url, send);
}

async function discover(url: URL, send: Send): Promise<oidc.ServerMetadata> {
  const found = await oidc.discovery(url, "unused", undefined, oidc.None(), { [oidc.customFetch]: send, timeout: answerWithinMs / 1_000, ...insecure(url) });
  const metadata = found.serverMetadata();
  // The library lets some servers of many tenants name themselves otherwise; any of those tenants could then speak for ours.
  if (new URL(metadata.issuer).href !== url.href) throw new TypeError("another issuer answers here");
  for (const endpoint of [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri]) {
    if (!endpoint || !URL.canParse(endpoint) || !mayBeAsked(new URL(endpoint), env().ALLOWED_PRIVATE_HOSTS)) throw new TypeError("an endpoint is absent or may not be asked");
  }
  return metadata;
}

function configured(metadata: oidc.ServerMetadata, { clientId, clientSecret }: IssuerClient, url: URL, send: Send): oidc.Configuration {
  const methods = metadata.token_endpoint_auth_methods_supported;
  const byPost = methods !== undefined && !methods.includes("client_secret_basic") && methods.includes("client_secret_post");
  const config = new oidc.Configuration(metadata, clientId, undefined, byPost ? oidc.ClientSecretPost(clientSecret) : oidc.ClientSecretBasic(clientSecret));
  config[oidc.customFetch] = send;
  config.timeout = answerWithinMs / 1_000;
  if (url.protocol === "http:") oidc.allowInsecureRequests(config);
  // By itself the library trusts the line to the server and leaves the signature of an id_token unread.
  oidc.enableNonRepudiationChecks(config);
  return config;
}

const insecure = (url: URL) => (url.protocol === "http:" ? { execute: [oidc.allowInsecureRequests] } : {});

const unavailable = (reason: string) => new AppError("sso_unavailable", { internal: `identity server: ${reason}` });

/** A word for the log: never what a server said, which may hold anything. */
export function reasonOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(error), "code");
  if (typeof code === "string" && /^[A-Za-z_]{3,60}$/.test(code)) return code;
  return error instanceof Error ? error.name : "unknown";
}

/** How often who may ask for what: the one table. The limiter, the doors, the documentation and the OpenAPI document read it. */
import type { Actor } from "./ctx";
import { env } from "./env";
import { plans } from "./plans";

export const rateWindowMs = 60_000;

interface RateLimit {
  /** In words of the documentation: what is counted together. */
  covers: string;
  /** A minute, for one network address without an account. */
  anonymous: number;
  /** A minute, for one person with all their sessions and keys; `plan`: what the plan of the workspace says. */
  signedIn: number | "plan";
  /** Also those who are signed in are counted by their address: a guess costs the same whoever makes it. */
  byAddress?: true;
}

export const rateLimits = {
  speech: { covers: "making speech", anonymous: 10, signedIn: "plan" },
  transcription: { covers: "transcribing files", anonymous: 10, signedIn: "plan" },
  turns: { covers: "conversations and their turns over HTTP", anonymous: 10, signedIn: "plan" },
  calls: { covers: "client secrets, one for each call without a key", anonymous: 10, signedIn: "plan" },
  upgrades: { covers: "opening the socket, before anybody is known", anonymous: 120, signedIn: 120, byAddress: true },
  resumptions: { covers: "taking up calls whose line dropped", anonymous: 120, signedIn: 120, byAddress: true },
  signIn: { covers: "signing in and up, and whatever asks for a password or a code", anonymous: 10, signedIn: 10, byAddress: true },
  account: { covers: "tries to sign in to one account, from all addresses together", anonymous: 30, signedIn: 30 },
  renewals: { covers: "renewing access tokens", anonymous: 60, signedIn: 60, byAddress: true },
  resets: { covers: "links for passwords and e-mail addresses, asked for or redeemed", anonymous: 10, signedIn: 10, byAddress: true },
  invites: { covers: "invites, made, looked at or accepted", anonymous: 10, signedIn: "plan" },
  outgoing: { covers: "what makes the server ask another one: testing keys, tools and webhooks, reading pages, finding tools of MCP servers", anonymous: 10, signedIn: 30 },
  changes: { covers: "everything else that changes something", anonymous: 30, signedIn: "plan" },
  reads: { covers: "everything else that reads", anonymous: 120, signedIn: 600 },
  everything: { covers: "pages and all of the above together, from one address and for each process", anonymous: 3_000, signedIn: 3_000, byAddress: true },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof rateLimits;

/** What is counted: which limit, whose, and how many a minute. */
export interface Counted { name: RateLimitName; who: string; most: number }

/** `from` is the network address. */
export function countedFor(name: RateLimitName, actor: Actor | null, from: string): Counted {
  const limit: RateLimit = rateLimits[name];
  const person = actor && actor.kind !== "caller" ? actor.userId ?? actor.credentialId : null;
  const most = person === null ? limit.anonymous : limit.signedIn === "plan" ? plans[actor?.plan ?? env().DEFAULT_PLAN].requestsPerMinute : limit.signedIn;
  return { name, who: person === null || limit.byAddress ? `address ${from}` : `person ${person}`, most: most * env().RATE_LIMIT_FACTOR };
}

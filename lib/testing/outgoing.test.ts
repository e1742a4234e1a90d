/** Everything that leaves the process: by the guarded fetch, or by one of the ways that are listed here, each with its reason. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

/** Files that may speak to others, or listen, by other means. */
const others: Record<string, string> = {
  "lib/platform/guarded-fetch/addresses.ts": "reads addresses, asks nobody",
  "lib/platform/guarded-fetch/client.ts": "the guarded fetch itself",
  "lib/platform/guarded-fetch/resolve.ts": "its names",
  "lib/platform/db.ts": "the operator's DATABASE_URL, or the embedded database",
  "lib/backups/backup.ts": "the same database",
  "lib/backups/restore.ts": "the same database",
  "lib/platform/postgres.ts": "finds a free port for the embedded database",
  "lib/platform/sentry.ts": "the operator's SENTRY_DSN",
  "instrumentation-client.ts": "the same, from the browser",
  "lib/platform/rate-limiter/limiter.ts": "hands the library of limits a store of ours",
  "lib/platform/rate-limiter/redis-store.ts": "the operator's REDIS_URL",
  "lib/platform/rate-limiter/upstash-store.ts": "the operator's UPSTASH_REDIS_REST_URL",
  "lib/mail/smtp.ts": "the operator's SMTP_URL",
  "lib/identity/supabase.ts": "the operator's SUPABASE_URL, without redirects and with a time",
  "lib/identity/supabase-token.ts": "the published keys of the operator's SUPABASE_URL",
  "lib/recordings/blob-supabase.ts": "the operator's SUPABASE_URL, without redirects",
  "lib/recordings/blob-s3.ts": "the operator's S3_ENDPOINT",
  "lib/sso/domains.ts": "asks name servers for TXT records, and nobody for what they name",
  "lib/voice/exchange.ts": "the operator's OPENAI_BASE_URL, OpenAI and Google; for addresses of agents and workspaces it is handed the guarded fetch (voices/providers.test.ts)",
  "lib/voice/providers/google/tts.ts": "Google's own client, by the fetch of the exchange",
  "lib/voice/providers/openai/client.ts": "OpenAI's own client, by the fetch of the exchange",
  "lib/tools/runners/caldav.ts": "the guarded fetch, which a runner is handed under this name",
  "lib/tools/runners/secret-webhook.ts": "the same",
  "lib/webhooks/send.ts": "the guarded fetch, handed to it under this name",
  "lib/start/listen.ts": "listens",
  "lib/start/plain-answer.ts": "answers those who have asked",
  "lib/conversations/realtime/door.ts": "listens",
  "lib/api/snippets.ts": "writes examples for readers of the reference",
};
/** They run in browsers, or with whoever installs the SDK, and ask the server that they belong to. */
const elsewhere = /^(lib\/(sdk|client|testing)\/|components\/)/;

const clients = String.raw`undici|axios|got|ws|pg|ioredis|nodemailer|openai|@(?:aws-sdk|supabase|upstash|sentry|google-cloud)\/[\w-]+`;
const ways: RegExp[] = [
  /(?<![.\w])fetch\s*\(|globalThis\s*(\.|\[")\s*fetch|\?\?\s*fetch\b/,
  /^import (?!type\b)[^;]*from "(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises)"/m,
  new RegExp(`^import (?!type\\b)[^;]*from "(${clients})"|(import|require)\\("(${clients})"\\)|\\bcreateRemoteJWKSet\\(`, "m"),
  /new (WebSocket|EventSource|XMLHttpRequest)\s*\(|sendBeacon\s*\(/,
];

function* sources(directory: string): Generator<string> {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(name) && !name.includes(".test.") && !name.endsWith(".d.ts")) yield path;
  }
}
const speaks = (text: string): boolean => ways.some((pattern) => pattern.test(text));

test.each([
  "const answer = await fetch(url);", "const send = options.fetch ?? fetch;", "globalThis.fetch(url)", 'import https from "node:https";', 'import { connect } from "net";', 'const { request } = await import("undici");', 'import { Redis } from "ioredis";', "const socket = new WebSocket(url);",
])("a file with %j would be found", (text) => expect(speaks(text)).toBe(true));
test.each(['import type { IncomingMessage } from "node:http";', "fetch: typeof fetch;", "await settings.fetch(url)", "createGuardedFetch()(url)"])("%j asks nobody by itself", (text) => expect(speaks(text)).toBe(false));

test("nothing but the guarded fetch leaves the process, except for the files on the list, and all of them do", () => {
  const files = ["app", "lib", "components"].flatMap((directory) => [...sources(directory)]).concat("server.ts", "middleware.ts", "instrumentation.ts", "instrumentation-client.ts").filter((file) => !elsewhere.test(file));
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => speaks(readFileSync(file, "utf8"))).sort()).toEqual(Object.keys(others).sort());
  for (const reason of Object.values(others)) expect(reason).not.toBe("");
});

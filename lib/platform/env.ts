/** The settings: the only reader of the environment. Parsed once, at the first use; every fault is told at once, by name and never by value. */
import { z } from "zod";
import { planNames } from "./plans";
import { secretFaults } from "./secrets";
import { StartError } from "./start-error";

const flagless = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <S extends z.ZodType>(shape: S) => z.preprocess(flagless, shape.optional());
const withDefault = <S extends z.ZodType>(shape: S, fallback: z.input<S>) => z.preprocess((value) => flagless(value) ?? fallback, shape);
const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const commaList = z.string().transform((text) => text.split(",").map((part) => part.trim()).filter(Boolean));
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

/** Supabase's key for browsers, in either form: it reads nothing of ours, and a delete with it does nothing and says so to nobody. */
function isPublicKey(key: string): boolean {
  if (key.startsWith("sb_publishable_")) return true;
  try { return (JSON.parse(Buffer.from(key.split(".")[1] ?? "", "base64url").toString()) as { role?: unknown }).role === "anon"; } catch { return false; }
}

export const envShape = z.object({
  NODE_ENV: withDefault(z.enum(["development", "production", "test"]), "development"),
  LOG_LEVEL: withDefault(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]), "info"),
  PARLEY_HOST: withDefault(z.string(), "127.0.0.1"),
  PARLEY_PORT: withDefault(wholeNumber(0, 65_535), 3000),
  PARLEY_URL: optional(origin),
  PARLEY_TLS: withDefault(z.enum(["0", "1"]), "0"),
  PARLEY_DATA_DIR: withDefault(z.string(), ".data"),
  PARLEY_MODELS_DIR: optional(z.string()),
  INTEGRATIONS_DIR: optional(z.string()),
  XDG_CACHE_HOME: optional(z.string()),
  PARLEY_SECRET: optional(z.string().min(32)),
  ENCRYPTION_KEYS: withDefault(commaList.pipe(z.array(z.string().min(32))), ""),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  AUTH_PROVIDER: withDefault(z.enum(["embedded", "supabase"]), "embedded"),
  SUPABASE_ANON_KEY: optional(z.string()),
  SUPABASE_JWT_SECRET: optional(z.string().min(32)),
  SIGNUP: withDefault(z.enum(["open", "invite"]), "open"),
  REQUIRE_ADMIN_MFA: withDefault(z.enum(["true", "false"]), "false"),
  ALLOWED_ORIGINS: withDefault(commaList.pipe(z.array(origin)), ""),
  TRUSTED_PROXY_HOPS: withDefault(wholeNumber(0, 10), 0),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string().min(3)),
  BLOB_STORE: withDefault(z.enum(["local", "supabase", "s3"]), "local"),
  SUPABASE_URL: optional(origin.refine((text) => text.startsWith("https:") || isLoopbackHost(new URL(text).hostname), "must be https, except on this machine")),
  SUPABASE_SERVICE_KEY: optional(z.string().min(16).refine((key) => !isPublicKey(key), "is a key for browsers; the service role's is needed")),
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  S3_REGION: optional(z.string()),
  S3_BUCKET: optional(z.string().min(3).max(63)),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  DEFAULT_PLAN: withDefault(z.enum(planNames), "standard"),
  RATE_LIMIT_FACTOR: withDefault(wholeNumber(1, 10_000), 1),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  UPSTASH_REDIS_REST_URL: optional(origin),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string().min(8)),
  FFMPEG_PATH: optional(z.string()),
  METRICS_TOKEN: optional(z.string().min(16)),
  CRON_SECRET: optional(z.string().min(16)),
  SENTRY_DSN: optional(z.url()),
  LOCAL_SPEECH: withDefault(z.enum(["auto", "off"]), "auto"),
  MAX_CALLS: optional(wholeNumber(1, 10_000)),
  CLAUSE_CACHE_MB: withDefault(wholeNumber(0, 4_096), 64),
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(z.url({ protocol: /^https?$/ })),
  GOOGLE_API_KEY: optional(z.string()),
  ALLOWED_PRIVATE_HOSTS: withDefault(commaList, ""),
  DNS_SERVERS: withDefault(commaList.pipe(z.array(z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|[0-9a-fA-F:]+|\[[0-9a-fA-F:]+\]:\d{1,5})$/, "must be addresses, such as 192.0.2.53 or 192.0.2.53:5353"))), ""),
}).superRefine((settings, told) => {
  const need = (named: string, names: readonly (keyof typeof settings)[]) => {
    for (const name of names) if (!settings[name]) told.addIssue({ code: "custom", path: [name], message: `is needed with ${named}` });
  };
  if (settings.AUTH_PROVIDER === "supabase") need("AUTH_PROVIDER=supabase", ["SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_KEY"]);
  if (settings.BLOB_STORE === "supabase") need("BLOB_STORE=supabase", ["SUPABASE_URL", "SUPABASE_SERVICE_KEY"]);
  if (settings.BLOB_STORE === "s3") need("BLOB_STORE=s3", ["S3_REGION", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]);
  if (settings.UPSTASH_REDIS_REST_URL) need("UPSTASH_REDIS_REST_URL", ["UPSTASH_REDIS_REST_TOKEN"]);
  if (settings.SMTP_URL) need("SMTP_URL", ["MAIL_FROM"]);
});
export type Env = Readonly<z.infer<typeof envShape>>;

/** Throws one `StartError` that names every fault, a line each. A server in production is not started with secrets that are none; a command beside it is. */
export function parseEnv(source: Record<string, string | undefined>, { forServer = false } = {}): Env {
  const parsed = envShape.safeParse(source);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${fault(issue)}`);
  if (forServer) faults.push(...secretFaults(source).filter((line) => !faults.some((told) => told.split(/[.:]/)[0] === line.split(":")[0])));
  if (parsed.success && faults.length === 0) return Object.freeze(parsed.data);
  throw new StartError(`These settings are not as they should be:\n  ${faults.join("\n  ")}`);
}

/** Zod's own messages, which tell the kind of fault and the bounds but never the value. */
const fault = (issue: { code?: string; message: string }): string => (issue.code === "invalid_value" ? issue.message.replace(/^Invalid (option|input): /, "") : issue.message);

let held: Env | undefined;

export function env(): Env {
  if ("window" in globalThis) throw new Error("Settings are not for the browser.");
  held ??= parseEnv(process.env);
  return held;
}

/** For the beginning of a server, before anything listens. */
export function requireServerEnv(): void { held = parseEnv(process.env, { forServer: true }); }

/** What a start finds out by itself (the embedded database's address, a secret it made), for this process alone; `undefined` takes a setting back. */
export function changeEnv(changes: Partial<Record<keyof Env, string>>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rereadEnv();
}

/** Reads the environment anew at the next use; for launchers and tests that set it after this file was loaded. */
export function rereadEnv(): void { held = undefined; }

/** The origin under which people reach this server; links and cookies are built from it only. */
export function publicOrigin(): string {
  const { PARLEY_URL, PARLEY_HOST, PARLEY_PORT, PARLEY_TLS } = env();
  const host = isLoopbackHost(PARLEY_HOST) || PARLEY_HOST === "0.0.0.0" || PARLEY_HOST === "::" ? "localhost" : PARLEY_HOST;
  return PARLEY_URL ?? `${PARLEY_TLS === "1" ? "https" : "http"}://${host}:${PARLEY_PORT}`;
}

export const isLoopbackHost = (host: string): boolean => host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** The sign-in library reads its address from the environment and from nowhere else. */
export function settleAuthUrl(): void { process.env.NEXTAUTH_URL = publicOrigin(); }

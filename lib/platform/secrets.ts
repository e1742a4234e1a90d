/** Which secrets a server in production does not start with: those that anybody could guess or has read somewhere. Says which and why, never what. */

/** As the environment has them. */
export type Settings = Record<string, string | undefined>;

interface Secret { name: string; value: string; leastLength: number }

/** What people write where a secret is to come, and what sets of examples and local installations are known for; without signs between. */
const placeholders = [
  "changeme", "changethis", "changeit", "replaceme", "replacethis", "yoursecret", "yourkey", "yourtoken", "yourown", "yourpassword", "yourservice", "yourrandom", "insertyour", "putyour", "enteryour", "placeholder", "example", "password", "passphrase",
  "secret", "default", "insecure", "development", "onlytests", "fortests", "testing", "dummy", "donotuse", "letmein", "qwerty", "asdfgh", "trustno", "xxxxxx", "fixme", "lorem", "correcthorse", "parley", "supabase", "minioadmin", "deadbeef", "cafebabe",
];
const isLoopback = (url: string | undefined): boolean => URL.canParse(url ?? "") && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url ?? "").hostname);

/** What one that follows the other by a step, or repeats what came before, makes up most of. */
function isPattern(value: string): boolean {
  const steps = [...value].slice(1).filter((character, at) => Math.abs(character.charCodeAt(0) - value.charCodeAt(at)) <= 1).length;
  const repeats = Array.from({ length: Math.floor(value.length / 2) }, (_each, at) => at + 1).some((period) => [...value].every((character, at) => character === value[at % period]));
  return repeats || steps * 3 >= value.length * 2;
}

/** The claims of a key that is a signed token, as Supabase's are; null of others. */
function claimsOf(key: string): { iss?: unknown } | null {
  try { return JSON.parse(Buffer.from(key.split(".")[1] ?? "", "base64url").toString()) as { iss?: unknown }; } catch { return null; }
}

/** Why this is no secret; null where it may be one. */
export function secretFault(value: string, leastLength: number): string | null {
  if (value.length < leastLength) return `is shorter than ${leastLength} characters`;
  const claims = claimsOf(value);
  if (claims?.iss === "supabase-demo") return "is the key of Supabase's own examples";
  if (claims) return null;
  const plain = value.replace(/^sb_secret_/, "").toLowerCase().replace(/[^a-z0-9]/g, "");
  if (placeholders.some((word) => plain.includes(word))) return "is an example or a placeholder";
  if (isPattern(value) || new Set(value).size < (leastLength < 32 ? 6 : 8)) return "is a pattern, or has too few different characters";
  return null;
}

/** `NAME: reason`, a line for each name; none outside production. */
export function secretFaults(settings: Settings): string[] {
  if (settings.NODE_ENV?.trim() !== "production") return [];
  const faults = new Map<string, string>();
  const secrets = secretsOf(settings);
  for (const { name, value, leastLength } of secrets) {
    const fault = secretFault(value, leastLength);
    const twin = secrets.find((other) => other.value === value);
    const reason = fault ?? (twin && twin.name !== name ? `is the same as ${twin.name}; each needs its own` : null);
    if (reason && !faults.has(name)) faults.set(name, `${name}: ${reason}. Make one with: openssl rand -base64 48`);
  }
  const database = settings.DATABASE_URL?.trim();
  if (!settings.PARLEY_SECRET?.trim() && database && URL.canParse(database) && !isLocalDatabase(database)) {
    faults.set("PARLEY_SECRET", "PARLEY_SECRET: is needed with a database on another machine: each server would make its own, and none could open what another sealed. Where this server made one before, it is the file \"secret\" of the data directory.");
  }
  return [...faults.values()];
}

/** By a socket, or on this machine. */
const isLocalDatabase = (url: string): boolean => new URL(url).hostname === "" || isLoopback(url);

/** A service on this machine has the keys that it was started with, and lets nobody else in by them. */
function secretsOf(settings: Settings): Secret[] {
  const one = (name: string, leastLength: number): Secret[] => { const value = settings[name]?.trim(); return value ? [{ name, value, leastLength }] : []; };
  const keys = (settings.ENCRYPTION_KEYS ?? "").split(",").map((part) => part.trim()).filter(Boolean);
  return [
    ...one("PARLEY_SECRET", 32), ...keys.map((value) => ({ name: "ENCRYPTION_KEYS", value, leastLength: 32 })), ...one("METRICS_TOKEN", 16), ...one("CRON_SECRET", 16), ...one("UPSTASH_REDIS_REST_TOKEN", 16),
    ...(isLoopback(settings.SUPABASE_URL) ? [] : [...one("SUPABASE_SERVICE_KEY", 16), ...one("SUPABASE_JWT_SECRET", 32)]),
    ...(isLoopback(settings.S3_ENDPOINT) ? [] : one("S3_SECRET_ACCESS_KEY", 16)),
  ];
}

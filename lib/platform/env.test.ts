import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { envShape, parseEnv } from "./env";

const keys = Object.keys(envShape.shape).sort();

test(".env.example and the shape name the same settings", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  expect(lines.flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []).sort()).toEqual(keys);
});

test("an empty environment is enough", () => {
  const settings = parseEnv({});
  expect(settings).toMatchObject({ PARLEY_PORT: 3000, SIGNUP: "open", ALLOWED_ORIGINS: [], LOCAL_SPEECH: "auto" });
  expect(parseEnv(Object.fromEntries(keys.map((key) => [key, ""])))).toEqual(settings);
  expect(Object.isFrozen(settings)).toBe(true);
});

test("the choice of a store makes its settings needed, each told in a line of its own; what is not chosen needs nothing", () => {
  const faults = (source: Record<string, string>) => { try { parseEnv(source); return []; } catch (error) { return error instanceof Error ? error.message.split("\n").slice(1) : []; } };
  expect(faults({ BLOB_STORE: "s3", S3_REGION: "eu-central-1" })).toEqual(["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"].map((name) => `  ${name}: is needed with BLOB_STORE=s3`));
  expect(faults({ BLOB_STORE: "supabase" })).toEqual(["SUPABASE_URL", "SUPABASE_SERVICE_KEY"].map((name) => `  ${name}: is needed with BLOB_STORE=supabase`));
  expect(faults({ BLOB_STORE: "s3", S3_REGION: "a", S3_BUCKET: "audio", S3_ACCESS_KEY_ID: "b", S3_SECRET_ACCESS_KEY: "c" })).toEqual([]);
  expect(faults({ BLOB_STORE: "local", S3_REGION: "a" })).toEqual([]);
});

test.each([
  ["https://abc.supabase.co", true], ["http://127.0.0.1:54321", true], ["http://localhost:54321", true], ["http://abc.supabase.co", false], ["ftp://abc.supabase.co", false],
])("%s as Supabase's address: %s", (url, good) => {
  const parse = () => parseEnv({ SUPABASE_URL: url });
  if (good) expect(parse().SUPABASE_URL).toBe(url);
  else expect(parse).toThrow("SUPABASE_URL");
});

const keyOf = (role: string) => `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ role })).toString("base64url")}.c2lnbmF0dXJl`;
test.each([[keyOf("service_role"), true], ["sb_secret_0123456789abcdef", true], [keyOf("anon"), false], ["sb_publishable_0123456789", false]])("Supabase's key for browsers is not taken for that of the service", (key, good) => {
  const parse = () => parseEnv({ SUPABASE_SERVICE_KEY: key });
  if (good) expect(parse).not.toThrow();
  else expect(parse).toThrow("SUPABASE_SERVICE_KEY: is a key for browsers");
});

test("every fault is told at once, by name and never by value", () => {
  const bad = { PARLEY_PORT: "secret-port", PARLEY_SECRET: "tooshort-value", DATABASE_URL: "mysql://hidden@host", SIGNUP: "sometimes-value", ALLOWED_ORIGINS: "https://ok.example,not-an-origin" };
  let message = "";
  try { parseEnv(bad); } catch (error) { message = error instanceof Error ? error.message : ""; }
  for (const key of Object.keys(bad)) expect(message).toContain(key);
  for (const value of ["secret-port", "tooshort", "mysql", "hidden", "sometimes", "not-an-origin"]) expect(message).not.toContain(value);
});

function* sources(directory: string): Generator<string> {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx)$/.test(name) && !name.includes(".test.") && !path.endsWith("platform/env.ts")) yield path;
  }
}

test("every setting is used somewhere", () => {
  const own = readFileSync("lib/platform/env.ts", "utf8").split("/** Throws one `Error`")[1] ?? "";
  const text = ["app", "components", "lib"].flatMap((directory) => [...sources(directory)]).concat("middleware.ts", "server.ts").map((file) => readFileSync(file, "utf8")).join("\n") + own;
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
});

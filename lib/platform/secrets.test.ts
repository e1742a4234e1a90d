import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { parseEnv } from "./env";
import { secretFault, secretFaults } from "./secrets";

const good = (): string => randomBytes(36).toString("base64");
const production = (settings: Record<string, string>) => secretFaults({ NODE_ENV: "production", ...settings });
const namesOf = (lines: string[]) => lines.map((line) => line.split(":")[0]);
const demoKey = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ iss: "supabase-demo", role: "service_role" })).toString("base64url")}.c2lnbmF0dXJl`;

describe("no secret", () => {
  test.each([
    "changeme-changeme-changeme-changeme", "CHANGE_ME_CHANGE_ME_PLEASE_0192837465", "your-secret-at-least-32-characters-long", "replace this with a long random string", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "super-secret-jwt-token-with-at-least-32-characters-long",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "00000000000000000000000000000000", "01234567890123456789012345678901", "0123456789abcdef0123456789abcdef", "abcdefghijklmnopqrstuvwxyz012345", "zyxwvutsrqponmlkjihgfedcba987654",
    "abababababababababababababababab", "k3Q9k3Q9k3Q9k3Q9k3Q9k3Q9k3Q9k3Q9", "a1b2a1b2b1a2a1b2b2a1a1b2b1a2a2b1", "qwertyuiopasdfghjklzxcvbnm123456", "password-password-2026-november", "p-a-s-s-w-o-r-d-7391-8264-0917-5532", "a-secret-that-only-tests-ever-use-0123456789",
    "deadbeefdeadbeefcafebabe12345678", "correct horse battery staple and more", demoKey, "too-short", "",
  ])("is %j", (value) => expect(secretFault(value, 32)).not.toBeNull());
  test("is refused though it was made by chance: of two thousand of each usual kind none", () => {
    for (let left = 2_000; left > 0; left -= 1) for (const value of [randomBytes(32).toString("hex"), randomBytes(16).toString("hex"), randomBytes(32).toString("base64url"), randomBytes(48).toString("base64"), `sb_secret_${randomBytes(20).toString("base64url")}`]) {
      if (secretFault(value, 32)) throw new Error(`${value}: ${secretFault(value, 32)}`);
    }
  });
});

test("nothing is asked of a start without settings, in development or in tests", () => {
  expect(production({})).toEqual([]);
  for (const mode of ["development", "test", undefined]) expect(secretFaults({ NODE_ENV: mode, PARLEY_SECRET: "changeme", DATABASE_URL: "postgres://a:b@db.example.org/x" })).toEqual([]);
});

test("every secret is looked at, and a key of several", () => {
  for (const name of ["PARLEY_SECRET", "ENCRYPTION_KEYS", "METRICS_TOKEN", "CRON_SECRET", "UPSTASH_REDIS_REST_TOKEN", "SUPABASE_SERVICE_KEY", "SUPABASE_JWT_SECRET", "S3_SECRET_ACCESS_KEY"]) {
    expect(production({ [name]: "changeme-changeme-changeme-changeme" })).toEqual([`${name}: is an example or a placeholder. Make one with: openssl rand -base64 48`]);
    expect(production({ [name]: good() })).toEqual([]);
  }
  expect(namesOf(production({ ENCRYPTION_KEYS: `${good()},abcdefghijklmnopqrstuvwxyz012345` }))).toEqual(["ENCRYPTION_KEYS"]);
});

test("a service on this machine keeps the keys that it was started with", () => {
  const local = { SUPABASE_SERVICE_KEY: demoKey, SUPABASE_JWT_SECRET: "super-secret-jwt-token-with-at-least-32-characters-long", S3_SECRET_ACCESS_KEY: "minioadmin" };
  expect(production({ ...local, SUPABASE_URL: "http://127.0.0.1:54321", S3_ENDPOINT: "http://localhost:9000" })).toEqual([]);
  expect(namesOf(production({ ...local, SUPABASE_URL: "https://abc.supabase.co", S3_ENDPOINT: "https://s3.127.0.0.1.example.org" }))).toEqual(["SUPABASE_SERVICE_KEY", "SUPABASE_JWT_SECRET", "S3_SECRET_ACCESS_KEY"]);
});

test("one value for two of them is told by both names", () => {
  const twice = good();
  expect(production({ METRICS_TOKEN: twice, CRON_SECRET: twice, PARLEY_SECRET: good() })).toEqual([expect.stringMatching(/^CRON_SECRET: is the same as METRICS_TOKEN/)]);
  expect(namesOf(production({ PARLEY_SECRET: twice, ENCRYPTION_KEYS: `${good()},${twice}` }))).toEqual(["ENCRYPTION_KEYS"]);
});

test.each([
  ["postgres://parley:word@db.internal:5432/parley", true], ["postgresql://parley:word@10.0.0.5/parley", true], ["postgres://parley:word@127.0.0.1:5432/parley", false], ["postgres://parley:word@localhost/parley", false], ["postgres://parley:word@[::1]/parley", false], ["postgres:///parley?host=/run/postgresql", false],
])("with the database %s a secret must be given: %s", (url, needed) => {
  expect(namesOf(production({ DATABASE_URL: url }))).toEqual(needed ? ["PARLEY_SECRET"] : []);
  expect(production({ DATABASE_URL: url, PARLEY_SECRET: good() })).toEqual([]);
});

test("what the documentation and the tests print as a secret is none", () => {
  const files = readdirSync("docs").filter((name) => name.endsWith(".md")).map((name) => join("docs", name)).concat(".env.example", "README.md", "lib/testing/harness.ts");
  const printed = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\b(?:PARLEY_SECRET|ENCRYPTION_KEYS|METRICS_TOKEN|CRON_SECRET|SUPABASE_SERVICE_KEY|SUPABASE_JWT_SECRET|S3_SECRET_ACCESS_KEY)\s*[=:]\s*"?([^\s"`#]+)/g)].map((match) => match[1] ?? ""));
  expect(printed.length).toBeGreaterThan(0);
  for (const value of printed) expect([value, secretFault(value, 16)]).toEqual([value, expect.any(String)]);
});

test("a command beside the server reads the same settings and asks no such thing", () => {
  const settings = { NODE_ENV: "production", PARLEY_SECRET: "a-secret-that-only-tests-ever-use-0123456789", DATABASE_URL: "postgres://a:b@db.example.org/x" };
  expect(parseEnv(settings).PARLEY_SECRET).toBe(settings.PARLEY_SECRET);
  expect(() => parseEnv(settings, { forServer: true })).toThrow("PARLEY_SECRET: is an example");
});

describe("the server's own process", () => {
  const directory = mkdtempSync(join(tmpdir(), "parley-secrets-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  test("ends with 1 before it listens or writes, and tells every fault at once, a line for each name, without a value", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => probe.once("listening", listening));
    const { port } = probe.address() as AddressInfo;
    const twice = good();
    const settings = { PARLEY_SECRET: "changeme-changeme-changeme-changeme", ENCRYPTION_KEYS: "abcdefghijklmnopqrstuvwxyz012345", METRICS_TOKEN: "hunter2", CRON_SECRET: twice, S3_SECRET_ACCESS_KEY: twice, SIGNUP: "sometimes-value" };
    // The port is taken: had it come so far, it would say that instead.
    const { code, out, err } = await new Promise<{ code: number | null; out: string; err: string }>((ended) => {
      const child = execFile(process.execPath, ["--import", "tsx", "server.ts"], { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings, NODE_ENV: "production", PARLEY_PORT: String(port), PARLEY_DATA_DIR: join(directory, "data") }, timeout: 100_000 }, (_error, stdout, stderr) => ended({ code: child.exitCode, out: stdout, err: stderr }));
    });
    await new Promise((closed) => probe.close(closed));
    const lines = err.split("\n").filter((line) => line.startsWith("  "));
    expect([code, out, namesOf(lines.map((line) => line.trim())).sort()]).toEqual([1, "", ["ENCRYPTION_KEYS", "METRICS_TOKEN", "PARLEY_SECRET", "S3_SECRET_ACCESS_KEY", "SIGNUP"]]);
    for (const value of Object.values(settings)) expect(err).not.toContain(value);
    expect(existsSync(join(directory, "data"))).toBe(false);
  }, 120_000);
});

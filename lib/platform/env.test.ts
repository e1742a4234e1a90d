import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { envShape, parseEnv } from "./env";

const keys = Object.keys(envShape.shape).sort();

test(".env.example and the shape name the same settings", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  expect(lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []).sort()).toEqual(keys);
});

test("an empty environment is enough", () => {
  const settings = parseEnv({});
  expect(settings).toMatchObject({ PARLEY_PORT: 3000, SIGNUP: "open", ALLOWED_ORIGINS: [], LOCAL_SPEECH: "auto" });
  expect(parseEnv(Object.fromEntries(keys.map((key) => [key, ""])))).toEqual(settings);
  expect(Object.isFrozen(settings)).toBe(true);
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

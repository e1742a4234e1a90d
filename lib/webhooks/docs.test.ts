/** The blocks of docs/webhooks.md that verify an event are run as they stand, on what is really sent. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { newWebhookSecret, signedHeaders } from "./secrets";
import { changeEnv } from "@/lib/platform/env";

// Inside the repository, so that the block finds the library.
mkdirSync("coverage", { recursive: true });
const inside = mkdtempSync(join(process.cwd(), "coverage", "docs-"));
const outside = mkdtempSync(join(tmpdir(), "parley-docs-"));
afterAll(() => { for (const directory of [inside, outside]) rmSync(directory, { recursive: true, force: true }); });
const page = readFileSync("docs/webhooks.md", "utf8");
const block = (language: string): string => {
  const found = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language);
  if (found.length !== 1) throw new Error(`There are ${found.length} blocks of ${language}.`);
  return found[0]?.[2] ?? "";
};
const isThere = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

const programs: [string, string, string, (file: string) => [string, string[]]][] = [
  ["js", inside, "verify.mjs", (file) => [process.execPath, [file]]],
  ["python", outside, "verify.py", (file) => ["python3", [file]]],
  ["go", outside, "verify.go", (file) => ["go", ["run", file]]],
];

test.each(programs)("the block in %s takes what is signed with the secret or with the one before, and refuses a changed body, another secret and an old time", (language, directory, name, commandOf) => {
  changeEnv({ PARLEY_SECRET: "a-secret-that-only-tests-ever-use-0123456789" });
  const file = join(directory, name);
  writeFileSync(file, block(language));
  const [program, args] = commandOf(file);
  // Said in the document: Go and Python are run where they are.
  if (language !== "js" && !isThere(program, language === "go" ? "version" : "--version")) return;
  const place = { id: "whk_docs", workspaceId: "wsp_docs" };
  const [first, second] = [newWebhookSecret(place), newWebhookSecret(place)];
  const body = JSON.stringify({ id: "evt_docs", type: "conversation.ended", data: { text: "Grüße, “Ada”" } });
  const headers = (at: Date) => signedHeaders({ ...place, sealedSecret: second.sealedSecret, previousSealedSecret: first.sealedSecret, previousUntil: new Date(at.getTime() + 1_000) }, "evt_docs", body, at) ?? {};
  const run = (secret: string, sent = body, signed = headers(new Date())) => {
    const done = spawnSync(program, args, { input: sent, env: { ...process.env, SECRET: secret, ID: signed["webhook-id"], TIMESTAMP: signed["webhook-timestamp"], SIGNATURE: signed["webhook-signature"] } });
    return { taken: done.status === 0, said: String(done.stdout).trim() };
  };
  expect(run(second.secret)).toEqual({ taken: true, said: "conversation.ended" });
  expect(run(first.secret)).toEqual({ taken: true, said: "conversation.ended" });
  expect(run(second.secret, body.replace("ended", "ENDED")).taken).toBe(false);
  expect(run(newWebhookSecret(place).secret).taken).toBe(false);
  expect(run(second.secret, body, headers(new Date(Date.now() - 600_000))).taken).toBe(false);
}, 120_000);

import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";

const place = mkdtempSync(join(tmpdir(), "parley-backup-command-"));
chmodSync(place, 0o755); // as root, the database's own user must pass
afterAll(() => { rmSync(place, { recursive: true, force: true }); });
const [first, second] = [join(place, "first"), join(place, "second")];
const file = join(place, "all.backup");

const parley = (...given: string[]): Promise<{ code: number; out: string; error: string }> => new Promise((resolve) => {
  const { DATABASE_URL: _database, PARLEY_SECRET: _secret, ...env } = process.env;
  execFile(process.execPath, ["bin/parley.mjs", ...given], { env: { ...env, NODE_ENV: "production" } }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, out: stdout, error: stderr.trim() }));
});

test("an installation with its own database moves to another data directory by backup and restore, and says what it lacks", async () => {
  for (const directory of [first, second]) mkdirSync(directory, { mode: 0o755 });
  writeFileSync(join(first, "secret"), "a-secret-that-only-tests-ever-use-0123456789", { mode: 0o600 });
  expect(await parley("user", "create", "--email", "k@b.example", "--password", "long enough words", "--data", first)).toMatchObject({ code: 0 });
  expect(await parley("backup", file, "--data", first)).toMatchObject({ code: 0, out: "", error: expect.stringMatching(/^\d+ rows are in /) });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(await parley("backup", file, "--data", first)).toMatchObject({ code: 1, error: expect.stringContaining("is there already") });

  expect(await parley("restore", file, "--data", second)).toMatchObject({ code: 1, error: expect.stringContaining("\"secret\" of the old data directory") });
  copyFileSync(join(first, "secret"), join(second, "secret"));
  expect(await parley("restore", file, "--data", second)).toMatchObject({ code: 1, error: expect.stringContaining("--erasures FILE") });
  expect(existsSync(join(second, "postgres"))).toBe(false);
  expect(await parley("restore", "--data", second)).toMatchObject({ code: 2 });
  const done = await parley("restore", file, "--erasures", join(first, "erasures.jsonl"), "--data", second);
  expect(done).toMatchObject({ code: 0, out: "", error: expect.stringContaining("The server can be started.") });
  expect(await parley("key", "create", "--email", "k@b.example", "--data", second)).toMatchObject({ code: 0, out: expect.stringMatching(/^pk_/) });
  expect(await parley("restore", file, "--data", second)).toMatchObject({ code: 1, error: expect.stringContaining("not empty") });
}, 120_000);

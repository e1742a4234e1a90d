import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { useTestDatabase } from "@/lib/testing/harness";
import { writeWav } from "@/lib/voice/wav";

const database = useTestDatabase();
const place = mkdtempSync(join(tmpdir(), "parley-command-"));
const sound = join(place, "in.wav");
writeFileSync(sound, writeWav(new Int16Array(8_000), 16_000));
afterAll(() => { rmSync(place, { recursive: true, force: true }); });

interface Ended { code: number; out: string; lines: string[] }

const parley = (...given: string[]): Promise<Ended> => new Promise((resolve) => {
  execFile(process.execPath, ["bin/parley.mjs", ...given], { env: { ...process.env, NODE_ENV: "production", DATABASE_URL: database.current().ownerUrl } }, (error, stdout, stderr) => {
    resolve({ code: error ? Number(error.code) : 0, out: stdout, lines: stderr.trim().split("\n").filter(Boolean) });
  });
});

const talk = (...given: string[]) => parley("talk", ...given, join(place, "out.wav"));
const bad: Record<string, [() => Promise<Ended>, string]> = {
  "an unknown command": [() => parley("key", "--data", place), 'There is no command "key".'],
  "an unknown option": [() => parley("key", "create", "--colour", "red"), "--colour is not known."],
  "a missing option": [() => parley("user", "create", "--email", "a@b.example"), "--password is needed."],
  "a short password": [() => parley("user", "create", "--email", "a@b.example", "--password", "short"), "--password: At least 8 characters. See"],
  "a password that everybody guesses": [() => parley("user", "create", "--email", "a@b.example", "--password", "password123"), "--password: This password is among the first"],
  "a name without end": [() => parley("user", "create", "--email", "a@b.example", "--password", "long enough words", "--name", "x".repeat(5_000)), "--name: "],
  "an address without an account": [() => parley("key", "create", "--email", "nobody@b.example"), "There is no account with this address."],
  "a file that is not there": [() => talk(join(place, "absent.wav")), "There is no file"],
  "a file that is no sound": [() => talk("README.md"), "cannot be read as WAV"],
  "an unknown agent": [() => talk("--agent", "nosuch", sound), 'There is no agent "nosuch"'],
};

test.each(Object.entries(bad))("%s gets one line, which says what, and exit code 2, and writes nothing", async (_name, [run, words]) => {
  const { code, out, lines } = await run();
  expect({ code, out, lines }).toEqual({ code: 2, out: "", lines: [expect.stringContaining(words)] });
  expect(existsSync(join(place, "out.wav"))).toBe(false);
}, 20_000);

test("a key is alone on standard output", async () => {
  const account = ["--email", "k@b.example", "--password", "long enough words"];
  expect(await parley("user", "create", ...account)).toMatchObject({ code: 0, out: "" });
  expect(await parley("key", "create", "--email", "K@b.example")).toEqual({ code: 0, out: expect.stringMatching(/^pk_[\w-]{40,}\n$/), lines: [] });
  expect(await parley("user", "create", ...account)).toMatchObject({ code: 2, lines: ["There is an account with this address already."] });
}, 30_000);

import { readFileSync } from "node:fs";
import { expect, jest, test } from "@jest/globals";
import listed from "@zxcvbn-ts/language-common/src/passwords.json";
import own from "./common-passwords.json";

const verify = jest.fn(async (_hash: string, _password: string) => true);
let running = 0;
let most = 0;
const hash = jest.fn(async (_password: string, _cost?: object) => {
  running += 1;
  most = Math.max(most, running);
  await new Promise((resolve) => setImmediate(resolve));
  running -= 1;
  return "$argon2id$hash";
});
jest.unstable_mockModule("@node-rs/argon2", () => ({ hash, verify }));
const { contextWords, hashPassword, requireUncommonPassword, verifyPassword } = await import("./passwords");

test("an unknown address costs one verification, at the cost of a known one, and never succeeds", async () => {
  expect(await verifyPassword(null, "whatever it is")).toBe(false);
  expect(verify).toHaveBeenCalledTimes(1);
  expect(await verifyPassword("$argon2id$known", "whatever it is")).toBe(true);
  expect(verify).toHaveBeenCalledTimes(2);
  const costs = hash.mock.calls.map(([, cost]) => cost);
  await hashPassword("one");
  expect(new Set([...costs, ...hash.mock.calls.map(([, cost]) => cost)].map((cost) => JSON.stringify(cost))).size).toBe(1);
});

test("a storm is hashed one by one, and its excess refused at once", async () => {
  most = 0;
  const storm = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => hashPassword(`password ${index}`)));
  expect(most).toBe(1);
  expect(storm.filter(({ status }) => status === "fulfilled")).toHaveLength(64);
  expect(storm.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "overloaded" } });
  await expect(hashPassword("after the storm")).resolves.toContain("argon2id");
});

test("what is guessed here is refused with whatever stands around it, the address and its first part too; a phrase that holds such a word is not", async () => {
  const guessed = [...contextWords, "Parley2026!", "p-a-r-l-e-y-1", "12345678parley", "ada.lovelace@example.test", "ada.lovelace", "password123"];
  for (const password of guessed) await expect(requireUncommonPassword(password, "ada.lovelace@example.test")).rejects.toMatchObject({ code: "validation_failed" });
  for (const password of ["a parley under the lantern", "12 34 56 78 91 Ω", "correct horse battery"]) await requireUncommonPassword(password, "ada.lovelace@example.test");
});

test("the most common passwords are refused in any case, far more than three thousand of those long enough, and the season with its year too", async () => {
  const long = listed.filter(({ length }) => length >= 8);
  expect(long.length).toBeGreaterThan(15_000);
  for (const password of [...long.slice(0, 3_000), "Baseball", "SUNSHINE", "Summer2026"]) await expect(requireUncommonPassword(password, "ada@example.test")).rejects.toMatchObject({ code: "validation_failed" });
});

test("every word that is refused here is in the documentation, and how many common passwords are", () => {
  const accounts = readFileSync("docs/accounts.md", "utf8");
  const common = new Set([...listed, ...own].filter(({ length }) => length >= 8));
  expect(accounts).toContain(`the ${common.size.toLocaleString("en")} most common ones`);
  for (const word of contextWords) expect(accounts).toContain(`\`${word}\``);
});

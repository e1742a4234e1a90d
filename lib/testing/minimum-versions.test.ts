/** Dependencies that had an advisory are not below the version that mended it, wherever in the tree they are. `minimum-versions.json` has them. */
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

/** `since`: the first good version of each line that has one; what is above the last of them is good. */
interface Minimum { package: string; since: string[]; advisory: string; why: string }
/** One copy that is below, and why that harms nobody. */
interface Accepted { package: string; version: string; advisory: string; reason: string }
interface Locked { version?: string; dev?: boolean; optional?: boolean; link?: boolean; integrity?: string; license?: string }

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const { minimums, accepted } = read("lib/testing/minimum-versions.json") as { minimums: Minimum[]; accepted: Accepted[] };
const lock = read("package-lock.json") as { packages: Record<string, Locked> };
const manifest = read("package.json") as { dependencies: Record<string, string>; devDependencies: Record<string, string>; optionalDependencies: Record<string, string> };

const copies = Object.entries(lock.packages).flatMap(([path, { version }]) => (path.includes("node_modules/") && version ? [{ name: path.split("node_modules/").at(-1) ?? "", version, path }] : []));
const numbers = (version: string): number[] => (version.split(/[-+]/)[0] ?? "").split(".").map(Number);
function isBelow(left: string, right: string): boolean {
  const [mine, other] = [numbers(left), numbers(right)];
  const at = [0, 1, 2].find((index) => mine[index] !== other[index]);
  return at === undefined ? left.includes("-") && !right.includes("-") : (mine[at] ?? 0) < (other[at] ?? 0);
}
/** Of the same line its own minimum counts; a line below the lowest that was mended is bad. */
function isGood(version: string, since: readonly string[]): boolean {
  const line = ([major = 0, minor = 0]: number[]) => (major === 0 ? `0.${minor}` : String(major));
  const own = since.find((each) => line(numbers(each)) === line(numbers(version)));
  const newest = since.at(-1) ?? "0.0.0";
  return own ? !isBelow(version, own) : !isBelow(version, newest);
}

test.each([
  ["8.17.1", ["7.5.10", "8.17.1"], true], ["8.17.0", ["7.5.10", "8.17.1"], false], ["7.5.10", ["7.5.10", "8.17.1"], true], ["7.5.9", ["7.5.10", "8.17.1"], false], ["9.0.0", ["7.5.10", "8.17.1"], true], ["6.9.9", ["7.5.10", "8.17.1"], false],
  ["0.7.2", ["0.7.0"], true], ["0.6.9", ["0.7.0"], false], ["0.10.0", ["0.7.0"], true], ["1.0.0", ["0.7.0"], true], ["8.17.1-beta.1", ["8.17.1"], false], ["10.2.0", ["9.9.9"], true],
])("%s since %j is good: %s", (version, since, good) => expect(isGood(version, since)).toBe(good));

test("no copy in the tree is below its minimum, but for those that are accepted with a reason", () => {
  const below = minimums.flatMap(({ package: name, since, advisory }) => copies.filter((copy) => copy.name === name && !isGood(copy.version, since)).map(({ version }) => `${name} ${version}: ${advisory}`));
  expect(below.sort()).toEqual(accepted.map(({ package: name, version, advisory }) => `${name} ${version}: ${advisory}`).sort());
});

test("the list names only what is in the tree, each advisory once, in order, with its id and a line of what it is", () => {
  const names = new Set(copies.map(({ name }) => name));
  expect(minimums.filter(({ package: name }) => !names.has(name))).toEqual([]);
  expect(minimums.length).toBeGreaterThanOrEqual(50);
  expect(new Set(minimums.map(({ package: name, advisory }) => `${name} ${advisory}`)).size).toBe(minimums.length);
  expect(minimums.map(({ package: name }) => name)).toEqual(minimums.map(({ package: name }) => name).sort());
  for (const { since, advisory, why } of minimums) {
    expect(advisory).toMatch(/^(CVE-20\d\d-\d{4,6}|GHSA(-[23456789cfghjmpqrvwx]{4}){3})$/);
    expect([since.every((version) => /^\d+\.\d+\.\d+$/.test(version)), since.length > 0, why.length > 10]).toEqual([true, true, true]);
  }
  for (const { reason } of accepted) expect(reason.length).toBeGreaterThan(20);
});

test("what is accepted of the mail library stays true: no letter has a raw source, no transport a name or another kind", () => {
  const text = readFileSync("lib/mail/smtp.ts", "utf8");
  expect(text).toContain("sendMail({ from: settings.from, to: { name: \"\", address: to }, subject: letter.subject, text: letter.text, html: letter.html })");
  expect(text).not.toMatch(/\b(raw|jsonTransport|list|oauth2|envelope|headers)\s*:/i);
});

test("our own dependencies are pinned to one version each, and the lock holds that version with its hash", () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies })) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  }
  const unproven = Object.entries(lock.packages).filter(([path, { link, integrity }]) => path.includes("node_modules/") && !link && !integrity?.startsWith("sha512-")).map(([path]) => path);
  expect(unproven).toEqual([]);
});

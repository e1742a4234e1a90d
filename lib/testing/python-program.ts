/** A program from pinned packages, in a folder of its own in the cache: made by `pip` the first time, taken as it is from then on. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** `requirements` names every package with its version, those that others need included. Gives the program's path. */
export function pythonProgram(name: string, requirements: string): string {
  const wanted = readFileSync(requirements, "utf8");
  const place = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "parley", `${name}-${createHash("sha256").update(wanted).digest("hex").slice(0, 12)}`);
  const done = join(place, "installed");
  if (!existsSync(done)) {
    console.log(`Installing ${name} …`);
    rmSync(place, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    execFileSync("python3", ["-m", "venv", place], { stdio: ["ignore", "ignore", "inherit"] });
    execFileSync(join(place, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements], { stdio: ["ignore", "ignore", "inherit"] });
    writeFileSync(done, "");
  }
  return join(place, "bin", name);
}

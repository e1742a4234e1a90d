/** The directory that holds everything this installation keeps: made, proved writable, and held by one server at a time. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { StartError } from "./start-error";

export { StartError } from "./start-error";

export interface DataDirectory {
  path: string;
  /** Signs cookies; made once, readable by this user only. */
  secret: string;
  /** True where nothing had been kept here before. */
  fresh: boolean;
  /** Tells a second start where the first one answers. */
  announce(address: string): void;
  release(): void;
}

export function openDataDirectory(directory: string): DataDirectory {
  const path = resolve(directory);
  const fresh = !existsSync(join(path, "secret"));
  try {
    makeDirectory(path);
    writeFileSync(join(path, ".write"), "");
    rmSync(join(path, ".write"));
  } catch (cause) {
    throw new StartError(`${path} cannot be written to. Give this user the right to it, or choose another place with --data DIR.`, { cause });
  }
  const lock = join(path, "server.json");
  const holder = readHolder(lock);
  if (holder) throw new StartError(`Parley already runs on ${path}${holder.address ? `, at ${holder.address}` : ""} (process ${holder.pid}). Stop it first, or choose other data with --data DIR.`);
  const started = { pid: process.pid, begunAt: processStart(process.pid) };
  writeFileSync(lock, JSON.stringify(started));
  const secretFile = join(path, "secret");
  if (fresh) writeFileSync(secretFile, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return {
    path, fresh, secret: readFileSync(secretFile, "utf8").trim(),
    announce: (address) => writeFileSync(lock, JSON.stringify({ ...started, address })),
    release: () => rmSync(lock, { force: true }),
  };
}

/** The secret that a start has made here, or null. */
export function keptSecret(directory: string): string | null {
  try { return readFileSync(join(resolve(directory), "secret"), "utf8").trim(); } catch { return null; }
}

/** With its parents. Not Node's own recursive way: under /proc, which answers ENOENT for a parent that is there, that never returns. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try { mkdirSync(path); } catch (error) { if (!existsSync(path)) throw error; }
}

/** The address of a server that runs on this data now, or null. */
export function runningServer(directory: string): string | null {
  return readHolder(join(resolve(directory), "server.json"))?.address ?? null;
}

function readHolder(lock: string): { pid: number; address?: string } | null {
  try {
    const holder = JSON.parse(readFileSync(lock, "utf8")) as { pid: number; begunAt: string | null; address?: string };
    process.kill(holder.pid, 0);
    return holder.begunAt === processStart(holder.pid) ? holder : null;
  } catch { return null; }
}

/** When the process began, in the kernel's ticks: tells it from a later one with the same number. Null where the system does not say. */
function processStart(pid: number): string | null {
  try { return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19] ?? null; } catch { return null; }
}

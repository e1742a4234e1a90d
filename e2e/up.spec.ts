import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "@/lib/testing/running-server";

let data = "";
const started: ChildProcess[] = [];

test.beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "parley-up-"));
  chmodSync(data, 0o755); // as root, the database's own user must pass
});
test.afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null && child.signalCode === null) { child.kill("SIGTERM"); await exit(child); }
  rmSync(data, { recursive: true, force: true });
});

interface Up { child: ChildProcess; text(): string }

const up = (...args: string[]): Up => upWith({}, ...args);
function upWith(env: Record<string, string>, ...args: string[]): Up {
  const child = spawn(process.execPath, ["bin/up.mjs", "--no-build", ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let text = "";
  child.stdout.on("data", (bytes: Buffer) => { text += bytes.toString(); });
  child.stderr.on("data", (bytes: Buffer) => { text += bytes.toString(); });
  started.push(child);
  return { child, text: () => text };
}

const exit = (child: ChildProcess) => new Promise<number | null>((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
  else child.once("exit", (code) => resolve(code));
});

const ready = (server: Up) => expect.poll(() => server.text(), { timeout: 60_000, intervals: [50] }).toContain("Parley is ready");
const refused = async (server: Up) => { const code = await exit(server.child); return { code, lines: server.text().trim().split("\n") }; };

/** Every process that descends from `pid`, by the kernel's word. */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try { return [{ pid: Number(name), parent: Number(readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ")[1]) }]; } catch { return []; }
  });
  const below = (id: number): number[] => parents.filter(({ parent }) => parent === id).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(pid);
}

const alive = (pid: number) => existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
const postgresOf = (directory: string) => readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number)
  .filter((pid) => { try { return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(join(directory, "postgres")); } catch { return false; } });

test("bad input gets one line and exit code 2", async () => {
  for (const args of [["--port", "many"], ["--port", "70000"], ["--colour", "red"], ["--data"], ["8080"]]) {
    const { code, lines } = await refused(up(...args));
    expect(code, args.join(" ")).toBe(2);
    expect(lines).toHaveLength(1);
  }
});

test("a taken port, a data directory that cannot be written to, and a second start on the same data say what to do and leave nothing behind", async () => {
  const port = await freePort();
  const holder = createServer().listen(port, "127.0.0.1");
  const taken = await refused(up("--data", data, "--port", String(port)));
  holder.close();
  expect(taken.code).toBe(1);
  expect(taken.lines).toEqual([expect.stringContaining(`Port ${port} is taken`)]);

  writeFileSync(join(data, "file"), "");
  const unwritable = await refused(up("--data", join(data, "file", "below"), "--port", String(await freePort())));
  expect(unwritable.code).toBe(1);
  expect(unwritable.lines).toEqual([expect.stringContaining("cannot be written to")]);

  const nowhere = await refused(up("--data", "/proc/parley", "--port", String(await freePort())));
  expect(nowhere.code).toBe(1);
  expect(nowhere.lines).toEqual([expect.stringContaining("cannot be written to")]);

  const first = up("--data", data, "--port", String(await freePort()));
  await ready(first);
  const second = await refused(up("--data", data, "--port", String(await freePort())));
  expect(second.code).toBe(1);
  expect(second.lines).toEqual([expect.stringContaining("already runs")]);
  expect(first.child.exitCode).toBeNull();
});

test("with a data directory told from where it stands, as the default's is, it starts, and Ctrl-C stops every process that was started", async () => {
  const server = upWith({ PARLEY_DATA_DIR: relative(".", data) }, "--port", String(await freePort()));
  await ready(server);
  const family = [...descendants(server.child.pid ?? 0), ...postgresOf(data)];
  expect(family.length).toBeGreaterThan(3);
  server.child.kill("SIGINT");
  expect(await exit(server.child)).toBe(0);
  await expect.poll(() => family.filter(alive), { timeout: 10_000 }).toEqual([]);
});

test("after kill −9 of the launcher nothing runs on, and the next start is clean and keeps what was stored", async () => {
  const port = String(await freePort());
  const first = up("--data", data, "--port", port);
  await ready(first);
  const link = /http:\S+\/welcome#\S+/.exec(first.text())?.[0];
  expect(link).toBeTruthy();
  const family = [...descendants(first.child.pid ?? 0), ...postgresOf(data)];
  first.child.kill("SIGKILL");
  await exit(first.child);
  await expect.poll(() => family.filter(alive), { timeout: 15_000 }).toEqual([]);
  const second = up("--data", data, "--port", port);
  await ready(second);
  const health = await fetch(`http://127.0.0.1:${port}/api/health`);
  expect(health.status).toBe(200);
});

test("after kill −9 of the server its database is taken over and no model process is left", async () => {
  const port = String(await freePort());
  const first = up("--data", data, "--port", port);
  await ready(first);
  const [server = 0] = descendants(first.child.pid ?? 0);
  const [postmaster = 0] = postgresOf(data);
  const database = [postmaster, ...descendants(postmaster)];
  const workers = descendants(server).filter((pid) => !database.includes(pid));
  expect(workers.length).toBeGreaterThan(1);
  process.kill(server, "SIGKILL");
  expect(await exit(first.child)).not.toBe(0);
  await expect.poll(() => workers.filter(alive), { timeout: 15_000 }).toEqual([]);
  const second = up("--data", data, "--port", port);
  await ready(second);
  expect(postgresOf(data)).toContain(postmaster);
});

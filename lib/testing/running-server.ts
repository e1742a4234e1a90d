/** A built Parley on a port and data of its own, for browser tests and benchmarks. Ends with the process that started it. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface RunningServer {
  url: string;
  /** `ws://…/v1/realtime` */
  realtimeUrl: string;
  dataDirectory: string;
  process: ChildProcess;
  /** Everything it printed so far, standard output and error. */
  output(): string;
  /** From the start of the process to its line "Parley is ready". */
  readyMs: number;
  /** `npm run parley -- …` beside it; gives standard output. */
  command(...args: string[]): Promise<string>;
  /** An account and an API key of its own. */
  member(email?: string): Promise<{ email: string; password: string; key: string }>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  env?: Record<string, string>;
  dataDirectory?: string;
  port?: number;
  /** Words before the program's name, such as those that enter a network namespace. */
  wrapper?: string[];
}

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const port = options.port ?? await freePort();
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), "parley-data-"));
  if (!options.dataDirectory) chmodSync(dataDirectory, 0o755); // as root, the database's own user must pass
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", RATE_LIMIT_FACTOR: "10000", DEFAULT_PLAN: "unlimited", PARLEY_PORT: String(port), PARLEY_DATA_DIR: dataDirectory, ...options.env };
  const [program = process.execPath, ...args] = [...(options.wrapper ?? []), process.execPath, "dist/server.mjs"];
  const begunMs = performance.now();
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (bytes: Buffer) => { output += bytes.toString(); if (output.includes("Parley is ready")) resolve(); };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${output}`)));
  });
  await ready;
  const readyMs = performance.now() - begunMs;
  const secure = env.PARLEY_TLS === "1";
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const command = async (...given: string[]) => (await run(process.execPath, ["bin/parley.mjs", ...given, "--data", dataDirectory])).stdout.trim();
  return {
    url: `${secure ? "https" : "http"}://localhost:${port}`, realtimeUrl: `${secure ? "wss" : "ws"}://127.0.0.1:${port}/v1/realtime`, dataDirectory, process: child, output: () => output, readyMs, command,
    async member(email = `member-${Math.random().toString(36).slice(2, 10)}@example.com`) {
      const password = `test only ${Math.random().toString(36).slice(2)}`;
      await command("user", "create", "--email", email, "--password", password);
      return { email, password, key: await command("key", "create", "--email", email) };
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) { child.kill("SIGTERM"); await exited; }
      if (!options.dataDirectory) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

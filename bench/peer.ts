/** The paired comparison with a peer, by a kit in a directory of its own: starts what the kit needs of us, runs it, and prints its lines through. */
import { spawn, type ChildProcess } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { startServer } from "@/lib/testing/running-server";
import { makeAgent } from "./agent";
import { connectCaller, settle } from "./caller";
import type { BenchOptions } from "./options";

const scriptedPort = 8870;
const scriptedUrl = `http://127.0.0.1:${scriptedPort}`;

interface PairedRun { name: string; env: Record<string, string> }

/** `--peer DIR` or `PEER_DIR`. `PEER_RUNS` names the runs, comma separated; `TURNS` and the kit's own variables are passed on. */
export async function run(options: BenchOptions): Promise<void> {
  const directory = options.peer ?? process.env.PEER_DIR;
  if (!directory) throw new Error("Say where the peer kit is: npm run bench peer -- --peer DIR");
  const home = process.env.PARLEY_PEER_HOME ?? join(homedir(), ".cache", "parley-peer");
  const audio = options.audio ?? process.env.PARLEY_AUDIO ?? join(directory, "..", "audio");
  const turns = String(options.turns ?? process.env.TURNS ?? 30);
  const python = join(home, "venv", "bin", "python");
  await finished(spawn(join(directory, "setup.sh"), { stdio: ["ignore", "inherit", "inherit"], cwd: directory }), "setup.sh");
  const model = spawn(python, ["scripted_llm.py"], { cwd: directory, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, PORT: String(scriptedPort) } });
  const server = await startServer({ env: { CLAUSE_CACHE_MB: "0", ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${scriptedPort}`, OPENAI_API_KEY: "", OPENAI_BASE_URL: "" } });
  try {
    await answering(`${scriptedUrl}/v1/models`);
    const { key } = await server.member();
    const { url } = await makeAgent(server, key, { name: "Peer", facts: [], definition: { instructions: "", saysItIsAi: false, pronunciations: [], model: { provider: "openai", model: "scripted", baseUrl: `${scriptedUrl}/v1` } } });
    await proveModel(url, key);
    const ours = { PARLEY_PEER_HOME: home, PARLEY_AUDIO: audio, OURS_URL: url, PARLEY_API_KEY: key, OURS_CONTROL: `${scriptedUrl}/script`, OURS_PID: String(server.process.pid ?? "") };
    for (const { name, env } of pairedRuns(audio, turns)) {
      process.stdout.write(`${JSON.stringify({ run: name, ...env, ...own("TURN", "TIMEOUT_S", "SHARE", "AGG", "OURS_OPTIONS") })}\n`);
      await finished(spawn(join(directory, "run_ab.sh"), { cwd: directory, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...ours, ...env } }), `run_ab.sh, ${name}`);
    }
  } finally {
    model.kill("SIGTERM");
    await server.stop();
  }
}

function pairedRuns(audio: string, turns: string): PairedRun[] {
  const fewer = String(Math.min(20, Number(turns)));
  const tuned = { TURN: "timeout", TIMEOUT_S: "0.3", SHARE: "1" };
  const all: PairedRun[] = [
    { name: "turn", env: { MODE: "turn", TURNS: turns } },
    { name: "pauses", env: { MODE: "turn", TURNS: fewer, MANIFEST: join(audio, "pauses", "manifest.json") } },
    { name: "barge", env: { MODE: "barge", TURNS: fewer } },
    { name: "noise", env: { MODE: "noise", TURNS: fewer } },
    { name: "turn-tuned", env: { MODE: "turn", TURNS: turns, ...tuned } },
    { name: "pauses-tuned", env: { MODE: "turn", TURNS: fewer, MANIFEST: join(audio, "pauses", "manifest.json"), ...tuned } },
  ];
  const wanted = (process.env.PEER_RUNS ?? "turn,pauses,barge,noise").split(",");
  const unknown = wanted.find((name) => !all.some((run) => run.name === name));
  if (unknown) throw new Error(`There is no run "${unknown}". Choose from: ${all.map(({ name }) => name).join(", ")}.`);
  return all.filter(({ name }) => wanted.includes(name));
}

/** An agent whose model cannot be reached still speaks, from its own knowledge: that would be another comparison. */
async function proveModel(url: string, key: string): Promise<void> {
  const before = await requests();
  const caller = await connectCaller(url, key);
  caller.type("Hello.");
  await caller.wait(({ type }) => type === "response.done", 20_000);
  await settle(caller);
  await caller.close();
  if (await requests() === before) throw new Error("The agent did not ask the scripted model: the comparison would be with another one.");
}

async function requests(): Promise<number> {
  const body: unknown = await (await fetch(`${scriptedUrl}/count`)).json();
  return typeof body === "object" && body !== null && "requests" in body ? Number(body.requests) : 0;
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing answers at ${url}.`);
}

function own(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => { const value = process.env[name]; return value ? [[name, value]] : []; }));
}

async function finished(child: ChildProcess, what: string): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => { child.once("exit", resolve); child.once("error", reject); });
  if (code !== 0) throw new Error(`${what} ended with ${code}.`);
}

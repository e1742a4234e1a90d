/** Schemathesis over the document of a running server, as its owner; into a folder of its own from pinned packages, the first time. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { pythonProgram } from "../python-program";
import type { Person, Stage } from "./stage";
import type { Known } from "./tour";

const here = dirname(fileURLToPath(import.meta.url));
/** The same cases in every run. */
const usualSeed = 5;
const fewestCases = 3_000;

export interface Fuzzed { passed: number; failed: number; cases: number }

/** One passed or failed for each operation. Too few cases is a failure of its own. */
export async function fuzz({ stage, owner, known, seed = usualSeed }: { stage: Stage; owner: Person; known: Known; seed?: number | undefined }): Promise<Fuzzed> {
  const scratch = mkdtempSync(join(tmpdir(), "parley-schemathesis-"));
  try {
    const sessionsOf = async (name: string, count: number) => {
      const { email, password } = await stage.person(name);
      const tokens: string[] = [];
      while (tokens.length < count) tokens.push(await stage.signIn(email, password));
      return tokens;
    };
    const [spareTokens, lostTokens] = [[...await sessionsOf("spare-0", 40), ...await sessionsOf("spare-1", 40)], await sessionsOf("lost", 5)];
    const scene = join(scratch, "scene.json");
    writeFileSync(scene, JSON.stringify({ seed, token: owner.token, spareTokens, lostTokens, ids: known.ids }), { mode: 0o600 });
    const report = join(scratch, "events.ndjson");
    const child = spawn(pythonProgram("schemathesis", join(here, "requirements.txt")), ["--config-file", join(here, "schemathesis.toml"), "run", `${stage.server.url}/api/openapi.json`, "--seed", String(seed), "--report", "ndjson", "--report-ndjson-path", report, "--no-color"], { cwd: scratch, stdio: "inherit", env: { ...process.env, SCHEMATHESIS_HOOKS: "hooks", PYTHONPATH: here, PYTHONDONTWRITEBYTECODE: "1", CONFORMANCE_SCENE: scene } });
    const code = await new Promise<number>((ended) => { child.once("exit", (status) => ended(status ?? 1)); });
    return read(readFileSync(report, "utf8"), code);
  } finally { rmSync(scratch, { recursive: true, force: true }); }
}

const finished = z.object({ ScenarioFinished: z.object({ recorder: z.object({
  label: z.string(), checks: z.record(z.string(), z.array(z.object({ name: z.string(), status: z.string() }))).default({}),
  interactions: z.record(z.string(), z.object({ response: z.object({ status_code: z.number() }).nullish() })).default({}),
}) }) });

function read(events: string, code: number): Fuzzed {
  const byOperation = new Map<string, { failed: boolean; good: number }>();
  let cases = 0, good = 0;
  for (const line of events.split("\n").filter((text) => text.startsWith('{"ScenarioFinished"'))) {
    const { label, checks, interactions } = finished.parse(JSON.parse(line)).ScenarioFinished.recorder;
    const answers = Object.values(interactions);
    const ok = answers.filter(({ response }) => response && response.status_code < 300).length;
    cases += answers.length;
    good += ok;
    const before = byOperation.get(label) ?? { failed: false, good: 0 };
    byOperation.set(label, { failed: before.failed || Object.values(checks).flat().some(({ status }) => status === "failure"), good: before.good + ok });
  }
  const failed = [...byOperation.values()].filter((operation) => operation.failed).length;
  console.log(`schemathesis: ${cases} cases of ${byOperation.size} operations; ${good} answered 2xx, in ${[...byOperation.values()].filter((operation) => operation.good > 0).length} operations`);
  if (cases < fewestCases) console.error(`FAILED  ${cases} cases are fewer than ${fewestCases}.`);
  const otherwise = cases < fewestCases || (code !== 0 && failed === 0) ? 1 : 0;
  return { passed: byOperation.size - failed, failed: failed + otherwise, cases };
}

/** sqlmap against what filters, sorts and pages; and against a page that is open to it, so that finding nothing means something. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { findPostgres } from "@/lib/platform/postgres";
import { pythonProgram } from "../python-program";
import type { Section } from "./section";
import { scene } from "./scene";
import { startFront } from "./sqlmap-front";
import { sqlmapTargets } from "./sqlmap-targets";

const requirements = join(dirname(fileURLToPath(import.meta.url)), "sqlmap-requirements.txt");
const processes = 4;
const longestMs = 240_000;

interface Found { vulnerable: string[]; output: string }

/** One sqlmap over all of `addresses`, in turn. */
async function sqlmap(addresses: readonly string[]): Promise<Found> {
  const scratch = mkdtempSync(join(tmpdir(), "parley-sqlmap-"));
  try {
    const [bulk, results] = [join(scratch, "addresses.txt"), join(scratch, "results.csv")];
    writeFileSync(bulk, addresses.join("\n"));
    const output = await new Promise<string>((ended, failed) => {
      execFile(pythonProgram("sqlmap", requirements), ["-m", bulk, "--batch", "--level=2", "--risk=1", "--technique=BEUS", "--dbms=PostgreSQL", "--skip-waf", "--ignore-code=*", "--timeout=10", "--retries=0", "--time-sec=2", "--flush-session", "--disable-coloring", `--output-dir=${scratch}`, `--results-file=${results}`],
        { timeout: longestMs, maxBuffer: 64 * 1_048_576, env: { ...process.env, HOME: scratch, PYTHONDONTWRITEBYTECODE: "1" } }, (error, stdout) => (error ? failed(new Error(`sqlmap ended early: ${error.message.slice(0, 200)}\n${stdout.slice(-500)}`)) : ended(stdout)));
    });
    const rows = readFileSync(results, "utf8").trim().split("\n").slice(1);
    return { vulnerable: rows.filter((row) => /,[BEUSTQ]+,/.test(row)), output };
  } finally { rmSync(scratch, { recursive: true, force: true }); }
}

export const sqlmapSection: Section = {
  name: "sqlmap",
  async run({ stage, check }) {
    const { walked, owner } = await scene(stage);
    const targets = await sqlmapTargets(walked);
    const front = await startFront(stage.server.url, owner.token, targets.prepare);
    const shares = Array.from({ length: processes }, (_share, nth) => targets.addresses.filter((_address, index) => index % processes === nth).map((address) => `${front.url}${address}`));
    const found = await Promise.all(shares.map(sqlmap)).finally(() => front.stop());
    writeFileSync("/tmp/scan/out.txt", found.map(({ output }) => output).join("\n=====\n"));
    console.log(`sqlmap: ${targets.parameters} parameters in ${targets.addresses.length} addresses, ${front.asked()} requests`);
    check(`sqlmap finds nothing in ${targets.parameters} parameters`, found.flatMap(({ vulnerable }) => vulnerable));
    check("no answer to it is a 5xx, or has the database's own words", front.faults());
  },
};

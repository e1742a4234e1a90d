/** sqlmap against what filters, sorts and pages; and against a page that is open to it, so that finding nothing means something. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { findPostgres } from "@/lib/platform/postgres";
import { pythonProgram } from "../python-program";
import { scene } from "./scene";
import type { Section } from "./section";
import { startFront } from "./sqlmap-front";
import { packCursor, sqlmapTargets } from "./sqlmap-targets";

const requirements = join(dirname(fileURLToPath(import.meta.url)), "sqlmap-requirements.txt");
const processes = 3;
/** Far more than it takes, so that it ends by itself on a machine that is busy. */
const longestMs = 600_000;

/** One sqlmap over all of `addresses`, in turn. Gives the lines that name what it could get into. */
async function sqlmap(program: string, addresses: readonly string[]): Promise<string[]> {
  const scratch = mkdtempSync(join(tmpdir(), "parley-sqlmap-"));
  try {
    const bulk = join(scratch, "addresses.txt");
    writeFileSync(bulk, addresses.join("\n"));
    // Boolean, error, union and stacked. Time-based alone is left out: it needs twice the requests and a quiet machine, and stacked queries are timed as well.
    const output = await new Promise<string>((ended, failed) => {
      execFile(program, ["-m", bulk, "--batch", "--level=2", "--risk=1", "--technique=BEUS", "--dbms=PostgreSQL", "--skip-waf", "--ignore-code=*", "--timeout=20", "--retries=0", "--time-sec=2", "--flush-session", "--disable-coloring", `--output-dir=${scratch}`],
        { timeout: longestMs, maxBuffer: 64 * 1_048_576, env: { ...process.env, HOME: scratch, PYTHONDONTWRITEBYTECODE: "1" } }, (error, stdout) => (error ? failed(new Error(`sqlmap ended early: ${error.message.slice(0, 200)}\n${stdout.slice(-500)}`)) : ended(stdout)));
    });
    const tested = output.match(/testing for SQL injection on/g)?.length ?? 0;
    if (tested < addresses.length) throw new Error(`sqlmap tested ${tested} parameters in ${addresses.length} addresses.\n${output.slice(-500)}`);
    return output.match(/^Parameter: .+|^.* parameter .* is vulnerable/gm) ?? [];
  } finally { rmSync(scratch, { recursive: true, force: true }); }
}

/** A page that writes what it is asked into its SQL, over the stage's own database. */
async function startOpenPage(dataDirectory: string): Promise<{ url: string; stop(): Promise<void> }> {
  const database = new pg.Pool({ connectionString: findPostgres(join(dataDirectory, "postgres")) ?? "", max: 2 });
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("name") ?? "";
    void database.query(`select typname from pg_type where typname like '%${name}%' order by 1 limit 5`)
      .then(({ rows }) => { response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rows)); }, (error: unknown) => { response.writeHead(500).end(String(error)); });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: async () => { server.closeAllConnections(); await new Promise((closed) => server.close(closed)); await database.end(); } };
}

export const sqlmapSection: Section = {
  name: "sqlmap",
  async run({ stage, check }) {
    const program = pythonProgram("sqlmap", requirements);
    const { walked, owner } = await scene(stage);
    const { addresses, parameters } = await sqlmapTargets(walked);
    const page = await startOpenPage(stage.server.dataDirectory);
    const [front, openFront] = [await startFront(stage.server.url, owner.token, packCursor), await startFront(page.url, "", () => {})];
    try {
      const shares = Array.from({ length: processes }, (_share, nth) => addresses.filter((_address, index) => index % processes === nth).map((address) => `${front.url}${address}`));
      const [open, ...found] = await Promise.all([sqlmap(program, [`${openFront.url}/?name=text`]), ...shares.map((share) => sqlmap(program, share))]);
      console.log(`sqlmap: ${parameters} parameters in ${addresses.length} addresses, ${front.asked()} requests`);
      check("sqlmap finds the page that is open to it", open.length > 0 ? [] : ["it found nothing"]);
      check("what the database says to sqlmap is noticed", openFront.faults().some((fault) => fault.includes("the database's words")) ? [] : ["it was not"]);
      check(`sqlmap finds nothing in ${parameters} parameters`, found.flat());
      check("no answer to it is a 5xx, or has the database's words", front.faults());
    } finally { await Promise.all([front.stop(), openFront.stop()]); await page.stop(); }
  },
};

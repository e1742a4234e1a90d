/**
 * The file of a backup: gzip of one JSON value a line. First a head (what made it, tables and columns), then `["table",{row}]` for every row, last a foot with
 * the rows of each table and the SHA-256 of every line before it. Rows are text as Postgres wrote it, and are never read as numbers here, so that nothing is rounded.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { StartError } from "@/lib/platform/start-error";

const migration = z.strictObject({ name: z.string(), checksum: z.string() });
const head = z.strictObject({
  parley: z.literal("backup"), format: z.literal(1), madeAt: z.iso.datetime(), migrations: z.array(migration).min(1),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()).min(1) })),
  /** The ledger as it was then; see `ledger.ts`. */
  erasures: z.array(z.unknown()),
});
export type ArchiveHead = z.infer<typeof head>;
const foot = z.strictObject({ end: z.literal(true), rows: z.record(z.string(), z.number().int()), sha256: z.string() });

/** Longer than any row that our limits allow. */
const longestLine = 256 * 1_048_576;

export const rowLine = (table: string, row: string): string => `["${table}",${row}]\n`;

/** Hashes and counts what passes, and knows the foot that belongs to it. */
export function createSum(): { add(line: string, table?: string): void; foot(): z.infer<typeof foot> } {
  const hash = createHash("sha256");
  const rows: Record<string, number> = {};
  return {
    add(line, table) { hash.update(line); if (table !== undefined) rows[table] = (rows[table] ?? 0) + 1; },
    foot: () => ({ end: true, rows, sha256: hash.copy().digest("hex") }),
  };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  file.pipe(unpacked);
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = piece.indexOf(10, from); to !== -1; to = piece.indexOf(10, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, to)]).toString("utf8");
      rest = [];
      restBytes = 0;
      from = to + 1;
    }
    rest.push(piece.subarray(from));
    restBytes += piece.length - from;
    if (restBytes > longestLine) throw new RangeError("a line without end");
  }
  if (restBytes > 0) throw new RangeError("cut off in a line");
}

const refused = (path: string, why: string, cause?: unknown): StartError => new StartError(`${path} is not restored: ${why}. The database is as it was.`, { cause });

export interface ArchivedRow { table: string; row: string }

/** Rows as they come; throws `StartError` where the file is not what was written, at the latest after its last row. */
export async function* readArchive(path: string, onHead: (head: ArchiveHead) => void): AsyncGenerator<ArchivedRow> {
  const sum = createSum();
  let known: Set<string> | null = null;
  let ended = false;
  try {
    for await (const line of linesOf(path)) {
      if (ended) throw refused(path, "there is something after its end");
      if (!known) {
        const parsed = head.safeParse(JSON.parse(line));
        if (!parsed.success) throw refused(path, "it is no backup of Parley, or of a newer one than this");
        known = new Set(parsed.data.tables.map(({ name }) => name));
        onHead(parsed.data);
        sum.add(`${line}\n`);
        continue;
      }
      const found = /^\["(\w+)",(?=\{)/.exec(line);
      if (found) {
        const table = found[1] ?? "";
        if (!known.has(table) || !line.endsWith("}]")) throw refused(path, "it has been changed or damaged");
        sum.add(`${line}\n`, table);
        yield { table, row: line.slice(found[0].length, -1) };
        continue;
      }
      const parsed = foot.safeParse(JSON.parse(line));
      const made = sum.foot();
      if (!parsed.success || parsed.data.sha256 !== made.sha256 || Object.entries(parsed.data.rows).some(([table, rows]) => rows !== (made.rows[table] ?? 0))) throw refused(path, "it has been changed or damaged");
      ended = true;
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw refused(path, code === "ENOENT" ? "there is no such file" : code === "Z_BUF_ERROR" ? "it was cut off" : "it cannot be read as a backup", error);
  }
  if (!ended) throw refused(path, "it was cut off");
}

/** Reads it to the end without keeping anything. */
export async function verifyArchive(path: string): Promise<ArchiveHead> {
  let found: ArchiveHead | null = null;
  for await (const _row of readArchive(path, (read) => { found = read; })) { /* Each is checked as it is read. */ }
  if (!found) throw refused(path, "it is empty");
  return found;
}

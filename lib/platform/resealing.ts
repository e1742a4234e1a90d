/** Rotation of the keys that secrets in the database are sealed with: goes through a table, batch by batch, and may be ended and begun again at any point. */
import type { Database, Statements } from "./db";
import { isSealedWithNewest, seal, unseal } from "./sealing";

export interface SealedRow { id: string; sealed: string; /** As it was sealed. */ boundTo: string }

export interface SealedTable {
  /** For people: "provider keys". */
  name: string;
  /** Rows behind this id in the order of ids; from the first for "". */
  after(tx: Statements, id: string, limit: number): Promise<SealedRow[]>;
  /** Where the row still holds `row.sealed`; gives the number of rows it changed. */
  replace(tx: Statements, row: SealedRow, sealed: string): Promise<number>;
}

export interface Resealed {
  name: string;
  resealed: number;
  /** Sealed with the newest key before. */
  current: number;
  /** Ids of rows that no key of this installation opens. They stay as they are. */
  unopened: string[];
}

const batchRows = 100;

/** All or nothing of each batch. What somebody sets anew in the meantime stays theirs. `db` must be the system's. */
export async function resealTable(db: Database, table: SealedTable, options: { batchRows?: number } = {}): Promise<Resealed> {
  const limit = options.batchRows ?? batchRows;
  const result: Resealed = { name: table.name, resealed: 0, current: 0, unopened: [] };
  let last = "";
  for (;;) {
    const from = last;
    const batch = await db.transaction(async (tx) => {
      const rows = await table.after(tx, from, limit);
      const done = { rows, resealed: 0, current: 0, unopened: [] as string[] };
      for (const row of rows) {
        const plain = opened(row);
        if (plain === null) done.unopened.push(row.id);
        else if (isSealedWithNewest(row.sealed)) done.current += 1;
        else done.resealed += await table.replace(tx, row, seal(plain, row.boundTo));
      }
      return done;
    });
    result.resealed += batch.resealed;
    result.current += batch.current;
    result.unopened.push(...batch.unopened);
    last = batch.rows.at(-1)?.id ?? "";
    if (batch.rows.length < limit) return result;
  }
}

function opened(row: SealedRow): string | null {
  try { return unseal(row.sealed, row.boundTo); } catch { return null; }
}

/** A person's data, as each domain hands it out and takes it away. `privacy` asks the domains one after the other. */
import { z } from "zod";
import type { Ctx } from "./ctx";

export interface Subject {
  userId: string;
  /** Null once the account is gone; what is left then bears the id alone. */
  email: string | null;
  name: string | null;
  /** Stands for the person in what outlives them. */
  pseudonym: string;
  /** Workspaces in which there is nobody else. */
  workspaceIds: readonly string[];
}

export type Row = Record<string, unknown>;
/** What a domain gives out is its own choice of columns; never hashes, keys, or what belongs to somebody else. */
export const exportedRow = z.record(z.string(), z.unknown());

export interface ExportedFile { path: string; body: AsyncIterable<Uint8Array> }

/** One domain's half. `ctx` must be the system's. */
export interface SubjectPart {
  /** Names the step and the file of the export. */
  name: string;
  /** For the person, of what is in it. */
  words: string;
  /** The tables it answers for. */
  tables: readonly string[];
  /** By section, read page by page as it is written out. */
  exportFor(ctx: Ctx, subject: Subject): Record<string, AsyncIterable<Row>>;
  /** Opened one at a time, when the one before has been read. */
  filesFor?(ctx: Ctx, subject: Subject): AsyncIterable<ExportedFile>;
  /** Erases at most about `limit` things. Safe to repeat, and to begin again after a kill at any moment; `more` where another call is needed. */
  eraseFor(ctx: Ctx, subject: Subject, limit: number): Promise<Erased>;
}

export interface Erased { erased: number; more: boolean }

/** As sign-up names somebody's first workspace, and what such a one is called when it goes on without them. */
export const workspaceNameFor = (name: string): string => `${name}'s workspace`;
export const sharedWorkspaceName = "Shared workspace";

const pageRows = 200;

/** Rows in the order of `key`, a page at a time: `read` gives those whose key is greater than `after`. */
export async function* pages(read: (after: string, limit: number) => Promise<Row[]>, key = "id", limit = pageRows): AsyncGenerator<Row> {
  for (let after = "", full = true; full;) {
    const rows = await read(after, limit);
    yield* rows;
    full = rows.length === limit;
    after = String(rows.at(-1)?.[key]);
  }
}

/** Adds up statements that each take at most `limit` rows; more is left where one of them took as many. */
export async function eraseAll(limit: number, ...statements: (() => Promise<number>)[]): Promise<Erased> {
  let erased = 0;
  for (const statement of statements) {
    const rows = await statement();
    erased += rows;
    if (rows >= limit) return { erased, more: true };
  }
  return { erased, more: false };
}

/** What no restore may bring back: one line for each erased person and each consent taken back, kept outside the database, so that an older database cannot take it along. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { StartError } from "@/lib/platform/start-error";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Numbers of people are random, so that their SHA-256 tells nothing to whoever does not know the number already. */
const entry = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("person"), subject: digest, at: z.iso.datetime() }),
  z.strictObject({ what: z.literal("consent"), subject: digest, agentId: z.string().nullable(), kinds: z.array(z.enum(["text", "audio"])).min(1), at: z.iso.datetime() }),
]);
export type LedgerEntry = z.infer<typeof entry>;
type ConsentKinds = Extract<LedgerEntry, { what: "consent" }>["kinds"];

export const ledgerPath = (): string => join(env().PARLEY_DATA_DIR, "erasures.jsonl");
export const subjectOf = (userId: string): string => createHash("sha256").update(userId.toLowerCase()).digest("hex");
const keyOf = (line: LedgerEntry): string => JSON.stringify(line.what === "person" ? [line.subject] : [line.subject, line.agentId, [...line.kinds].sort(), line.at]);

/** On disk when this resolves. To be called before anything of the person is deleted; twice is as once. Throws where it cannot be written. */
export async function rememberErasure(ctx: Ctx, userId: string): Promise<void> {
  if (!(await isErased(userId))) await append(ledgerPath(), [{ what: "person", subject: subjectOf(userId), at: ctx.clock.now().toISOString() }]);
}

/** A consent taken back: of an account, or of a caller by the hash of their token. */
export const rememberWithdrawal = (ctx: Ctx, whose: { userId: string | null; callerHash: Buffer | null }, agentId: string | null, kinds: ConsentKinds): Promise<void> =>
  append(ledgerPath(), [...(whose.userId ? [subjectOf(whose.userId)] : []), ...(whose.callerHash ? [whose.callerHash.toString("hex")] : [])]
    .map((subject) => ({ what: "consent", subject, agentId, kinds, at: ctx.clock.now().toISOString() })));

/** Whether the ledger knows the person as erased. */
export const isErased = async (userId: string): Promise<boolean> => (await readLedger(ledgerPath()))?.some((line) => line.what === "person" && line.subject === subjectOf(userId)) ?? false;

/** Null where there is none. Throws `StartError` for one that cannot be understood: what it would have told is not guessed. */
export async function readLedger(path: string): Promise<LedgerEntry[] | null> {
  if (!existsSync(path)) return null;
  const lines = (await readFile(path, "utf8")).split("\n");
  // Without its newline the last line was cut off while it was written, and whoever wrote it was not told that it is there.
  return lines.slice(0, -1).filter((line) => line !== "").map((line, index) => {
    try { return entry.parse(JSON.parse(line)); } catch (cause) {
      throw new StartError(`Line ${index + 1} of ${path} cannot be understood. Without it people who were erased may come back: put the file back as it was.`, { cause });
    }
  });
}

export const readEntries = (given: unknown): LedgerEntry[] => z.array(entry).parse(given);

/** Adds what is not there yet; with nothing to add, makes sure that there is a ledger. */
export async function mergeIntoLedger(path: string, given: readonly LedgerEntry[]): Promise<LedgerEntry[]> {
  const known = (await readLedger(path)) ?? [];
  const keys = new Set(known.map(keyOf));
  const added = given.filter((line) => { const key = keyOf(line); if (keys.has(key)) return false; keys.add(key); return true; });
  await append(path, added);
  return [...known, ...added];
}

/** Entries of `older` that `newer` lacks: then it is not the newer one. */
export function missingFrom(newer: readonly LedgerEntry[], older: readonly LedgerEntry[]): number {
  const keys = new Set(newer.map(keyOf));
  return older.filter((line) => !keys.has(keyOf(line))).length;
}

async function append(path: string, lines: readonly LedgerEntry[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const cutOff = size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() !== "\n";
    if (cutOff) await file.truncate(await lastLineEnd(path));
    if (lines.length > 0) await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    await file.sync();
  } finally { await file.close(); }
}

const lastLineEnd = async (path: string): Promise<number> => (await readFile(path)).lastIndexOf(10) + 1;

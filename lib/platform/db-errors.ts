/** Turns what the driver throws into the product's errors: a lost database is told from a bad statement. */
import { AppError, isAppError } from "./errors";

const lostCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** What the driver says, without a code, of a connection that broke, timed out or was closed. */
const lostWords = /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client (was closed|has encountered a connection error)|Cannot use a pool after calling end)/;
/** Connection exceptions, shutdown, crash, starting up, too many connections, statement timeout, no room, read-only. */
const lostStates = /^(08...|57P0[1235]|57014|53...|25006)$/;

const codeOf = (error: unknown): string => {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "";
};

export const isLost = (error: unknown): boolean =>
  lostCodes.has(codeOf(error)) || lostStates.test(codeOf(error)) || (error instanceof Error && codeOf(error) === "" && lostWords.test(error.message));

/** Whether the server answers but does not let this name, password or database in: waiting changes nothing. */
export const refusesUs = (error: unknown): error is Error => /^(28...|3D000)$/.test(codeOf(error));

/** In a word, and without the address. */
export const reasonOf = (error: unknown): string => codeOf(error) || "connection";

/** Whether a unique index refused the row; `constraint` narrows it. */
export const isDuplicate = (error: unknown, constraint?: string): boolean =>
  codeOf(error) === "23505" && (constraint === undefined || Reflect.get(Object(error), "constraint") === constraint);

export function databaseError(error: unknown): unknown {
  if (isAppError(error) || !isLost(error)) return error;
  return new AppError("database_unavailable", { cause: error, internal: `database lost: ${reasonOf(error)}`, retryAfterMs: 1_000 });
}

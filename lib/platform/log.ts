/** Structured logs: constant messages, values as fields, and whatever could name or quote a person only under `pii`, which is dropped. */
import pino from "pino";
import { isAppError } from "./errors";
import { env } from "./env";
import { singleton } from "./singleton";

export type Log = pino.Logger;

/** Database errors quote rows and statements in their messages: only their codes and names are kept. */
export function serializeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error) && !isAppError(error)) return { type: typeof error };
  const code = "code" in error ? error.code : undefined;
  const base: Record<string, unknown> = { type: error.name, code };
  if (error.name === "PostgresError") {
    for (const key of ["severity", "table_name", "constraint_name", "routine"]) base[key] = Reflect.get(error, key);
  } else {
    base.message = error.message;
  }
  base.stack = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 12).join("\n");
  if (error.cause !== undefined && depth < 3) base.cause = serializeError(error.cause, depth + 1);
  return base;
}

export const redactedPaths = ["pii", "*.pii", "*.*.pii", "authorization", "cookie", "*.authorization", "*.cookie", "password", "*.password", "token", "*.token"];

export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redactedPaths, censor: "[redacted]" },
    serializers: { err: serializeError, error: serializeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The process's log; `ctx.log` is a child of it with the request's id. */
export const rootLog = (): Log => singleton("log", () => createLog(env().LOG_LEVEL));

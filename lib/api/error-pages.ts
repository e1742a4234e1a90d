/** What the pages of error codes show: the codes, and answers as the server itself makes them. */
import { AppError, errorTable, type ErrorCode } from "@/lib/platform/errors";
import { problemBody, openAiBody } from "./problem";

export const errorCodes = Object.keys(errorTable) as ErrorCode[];
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorTable, text);

/** The body of an answer with this code, as JSON to read. */
export function errorExample(code: ErrorCode, shape: "problem" | "openai"): string {
  const error = new AppError(code, code === "validation_failed" ? { errors: [{ path: "name", message: "Too small: expected string to have >=1 characters" }] } : {});
  return JSON.stringify(shape === "openai" ? openAiBody(error) : problemBody(error, "req_01m2x8"), null, 2);
}

/** Errors as answers: RFC 9457 problems under /api, OpenAI's shape under /v1, both from the one table. */
import { AppError, errorTable, isAppError } from "@/lib/platform/errors";

export const problemContentType = "application/problem+json; charset=utf-8";

/** Anything thrown, as one of ours; what is not known is `internal` and tells nothing. */
export function asAppError(error: unknown): AppError {
  return isAppError(error) ? error : new AppError("internal", { cause: error });
}

const openAiTypes: Record<number, string> = { 401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error" };

export function openAiBody(error: AppError) {
  const { status } = errorTable[error.code];
  const type = openAiTypes[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
  return { error: { type, code: error.code, message: error.publicMessage, param: error.options.errors?.[0]?.path ?? null } };
}

export function problemBody(error: AppError, requestId: string) {
  const { status, public: title } = errorTable[error.code];
  const errors = error.options.errors;
  return { type: `/docs/errors/${error.code}`, title, status, detail: error.publicMessage, code: error.code, requestId, ...(errors ? { errors } : {}) };
}

/** Seconds, whole and at least one, where trying again can help. */
export function retryAfterSeconds(error: AppError): number | null {
  const { retryable, status } = errorTable[error.code];
  if (!retryable && error.options.retryAfterMs === undefined && status !== 429) return null;
  return Math.max(1, Math.ceil((error.options.retryAfterMs ?? 1_000) / 1_000));
}

export function errorResponse(thrown: unknown, request: { pathname: string; requestId: string }): Response {
  const error = asAppError(thrown);
  const openAi = request.pathname.startsWith("/v1/");
  const headers = new Headers({ "content-type": openAi ? "application/json; charset=utf-8" : problemContentType, "x-request-id": request.requestId, "cache-control": "no-store" });
  const retryAfter = retryAfterSeconds(error);
  if (retryAfter !== null) headers.set("retry-after", String(retryAfter));
  if (errorTable[error.code].status === 401) headers.set("www-authenticate", "Bearer");
  const body = openAi ? openAiBody(error) : problemBody(error, request.requestId);
  return new Response(JSON.stringify(body), { status: errorTable[error.code].status, headers });
}

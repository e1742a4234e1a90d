export interface FieldError { path: string; message: string }

interface Problem { code: string; detail: string; requestId: string | null; errors: FieldError[] }

const apiErrorMark = Symbol.for("parley.api-error");

/** An answer that was not what was asked for. `message` may be shown as it is. Recognise it with `isApiError`. */
export class ApiError extends Error {
  readonly [apiErrorMark] = true;
  readonly code: string;
  readonly requestId: string | null;
  /** What is wrong with each field, where the server said so. */
  readonly errors: FieldError[];
  constructor(readonly status: number, problem: Problem, readonly retryAfterMs: number | null = null) {
    super(problem.detail);
    this.name = "ApiError";
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.errors = problem.errors;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return typeof error === "object" && error !== null && apiErrorMark in error;
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const fieldsOf = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? { ...value } : {});

interface Answer { status: number; headers: { get(name: string): string | null }; json(): Promise<unknown> }

/** Reads both shapes of error: RFC 9457 under `/api/v1`, OpenAI's under `/v1`. */
export async function errorOf(response: Answer, nowMs: number): Promise<ApiError> {
  const body = fieldsOf(await response.json().catch(() => null));
  const inner = fieldsOf(body.error);
  const errors = Array.isArray(body.errors) ? body.errors.map(fieldsOf).map(({ path, message }) => ({ path: textOf(path) ?? "", message: textOf(message) ?? "" })) : [];
  return new ApiError(response.status, {
    code: textOf(body.code) ?? textOf(inner.code) ?? "unknown",
    detail: textOf(body.detail) ?? textOf(inner.message) ?? `The server answered with status ${response.status}. Try again in a moment.`,
    requestId: textOf(body.requestId) ?? response.headers.get("x-request-id"), errors,
  }, retryAfterOf(response.headers.get("retry-after"), nowMs));
}

/** Seconds, or a date as proxies send it. */
function retryAfterOf(header: string | null, nowMs: number): number | null {
  if (!header) return null;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
}

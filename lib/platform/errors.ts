/** The one table of everything that can go wrong: HTTP, the socket, OpenAPI, the SDK and the docs read it. */

interface ErrorRow {
  /** HTTP status. */
  status: number;
  /** WebSocket close code where the error ends a socket. */
  closeCode: 1003 | 1008 | 1009 | 1011 | 1012 | 1013;
  retryable: boolean;
  /** Part of ordinary life: counted, never reported to Sentry. */
  expected: boolean;
  /** What the user may know: cause, then cure. */
  public: string;
}

const row = (status: number, message: string, options: Partial<Omit<ErrorRow, "status" | "public">> = {}): ErrorRow =>
  ({ status, closeCode: 1008, retryable: false, expected: true, public: message, ...options });

export const errorTable = {
  bad_request: row(400, "The request could not be read. Check its form against the API reference."),
  invalid_json: row(400, "The body is not valid JSON."),
  validation_failed: row(422, "Something in the request is not as it should be. See `errors` for each field."),
  unauthenticated: row(401, "Sign in, or send an API key that has neither expired nor been revoked."),
  invalid_credentials: row(401, "E-mail address or password is wrong."),
  second_factor_required: row(401, "This account has a second factor. Send its code as well."),
  second_factor_wrong: row(422, "This code is not right, or was used already. Wait for the next one."),
  idempotency_key_reused: row(422, "Another request was sent with this Idempotency-Key. Make up a new key for each thing."),
  session_expired: row(401, "You have been signed out. Sign in again."),
  forbidden: row(403, "Your role does not allow this. Ask an owner of the workspace."),
  second_factor_needed: row(403, "Administrators need a second factor here. Add one under Settings, then sign in with it."),
  scope_missing: row(403, "This key lacks a scope that this needs. Make a key with it."),
  origin_not_allowed: row(403, "This page's address is not on the list of allowed origins."),
  signup_closed: row(403, "Sign-up is by invitation here. Ask for an invite."),
  not_found: row(404, "There is nothing here, or it is not yours."),
  method_not_allowed: row(405, "This address does not answer that method."),
  conflict: row(409, "This changed in the meantime. Load it again and repeat."),
  request_in_progress: row(409, "A request with this Idempotency-Key is being worked on, or nobody knows how it ended. Ask again in a moment; after a minute look whether the thing was made, and use a new key if not.", { retryable: true }),
  slug_taken: row(409, "This address is taken. Choose another."),
  name_taken: row(409, "This name is taken in this workspace. Choose another."),
  tools_full: row(422, "A workspace can have at most 200 tools and 20 MCP servers. Remove one first."),
  mcp_unreachable: row(422, "The MCP server did not answer as it should, within 10 seconds. Check its address and headers, and that it speaks streamable HTTP.", { retryable: true }),
  last_owner: row(409, "A workspace needs an owner. Make somebody else an owner first, or delete the workspace."),
  domain_unproven: row(409, "The record was not found at this domain. Add it where the domain is administered; it can take an hour until it is seen."),
  domain_taken: row(409, "Another workspace here has proven this domain already. It must be taken off there first."),
  sso_unknown_domain: row(404, "No organisation signs in here with this domain. Sign in with your password, or ask your administrator."),
  sso_unavailable: row(502, "Your organisation's sign-in server did not answer as it should. Try again in a moment, or tell your administrator.", { retryable: true }),
  link_used: row(410, "This link has been used or has expired. Ask for a new one."),
  precondition_failed: row(412, "Someone else saved this since you loaded it. Load it again."),
  payload_too_large: row(413, "This is larger than allowed.", { closeCode: 1009 }),
  unsupported_media_type: row(415, "This kind of file or body is not supported.", { closeCode: 1003 }),
  audio_format_unsupported: row(415, "This is not audio that can be read here. Send WAV or, where the server has ffmpeg, MP3, Ogg, WebM, FLAC or M4A.", { closeCode: 1003 }),
  audio_unreadable: row(422, "The audio could not be read: its header and its contents disagree, or it is cut off.", { closeCode: 1003 }),
  voice_unknown: row(422, "There is no voice of this name. See the list of voices."),
  model_unknown: row(404, "There is no model or agent of this name."),
  rate_limited: row(429, "Too many requests. Wait a moment.", { retryable: true }),
  quota_exceeded: row(429, "The workspace has used what its plan allows."),
  audio_too_fast: row(429, "Audio came faster than twice real time. Send it as it is recorded.", { closeCode: 1008 }),
  response_format_unsupported: row(400, "This audio format cannot be made here. Use mp3, wav or pcm."),
  overloaded: row(503, "All lines are busy. Try again in a moment.", { retryable: true, closeCode: 1013 }),
  database_unavailable: row(503, "The database cannot be reached. Try again in a moment.", { retryable: true, closeCode: 1013, expected: false }),
  identity_unavailable: row(503, "Sign-in cannot be reached at the moment. Try again shortly.", { retryable: true, closeCode: 1013, expected: false }),
  models_unavailable: row(503, "The speech models are not on this machine. See the health page for what to do.", { retryable: true, closeCode: 1013 }),
  storage_unavailable: row(503, "The place where recordings are kept is full or does not answer. Calls go on without a recording. Try again in a moment.", { retryable: true, expected: false, closeCode: 1013 }),
  shutting_down: row(503, "The server is restarting. Connect again in a moment.", { retryable: true, closeCode: 1012 }),
  provider_failed: row(502, "The speech or language provider did not answer.", { retryable: true, closeCode: 1013 }),
  provider_timeout: row(504, "The speech or language provider took too long.", { retryable: true, closeCode: 1013 }),
  provider_not_configured: row(422, "This provider needs a key or an address first. Add it under Settings or in the environment."),
  knowledge_full: row(422, "An agent can know at most 500 entries. Remove some first, or bring a shorter text."),
  document_unreadable: row(422, "No text could be read from this. Is the file whole, and does it hold text rather than pictures of text?"),
  document_encrypted: row(422, "This PDF is locked with a password. Save it without one and try again."),
  document_too_long: row(422, "This has more pages, or takes longer to read, than is allowed. Bring the part that matters."),
  url_refused: row(422, "This address cannot be fetched: only https pages on the public internet, or hosts that the operator allows."),
  page_unreachable: row(422, "The page did not answer with text in time. Check the address, or paste its text."),
  webhooks_full: row(422, "A workspace can have at most 20 webhook addresses. Delete one that is no longer used."),
  call_ended: row(409, "This call has ended."),
  internal: row(500, "Something went wrong on our side. The request id helps us find it.", { expected: false, closeCode: 1011 }),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;
export interface FieldError { path: string; message: string }

const appErrorMark = Symbol.for("parley.app-error");

/** Two sentences per error: `public` for the user, `internal` for the log. Recognise it with `isAppError`. */
export class AppError extends Error {
  readonly [appErrorMark] = true;
  constructor(readonly code: ErrorCode, readonly options: { public?: string; internal?: string; cause?: unknown; retryAfterMs?: number; errors?: FieldError[] } = {}) {
    super(options.internal ?? code, { cause: options.cause });
    this.name = "AppError";
  }
  get publicMessage(): string { return this.options.public ?? errorTable[this.code].public; }
}

/** One field that is not as it should be. */
export const fieldFault = (path: string, message: string): AppError => new AppError("validation_failed", { errors: [{ path, message }] });

export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && appErrorMark in error;
}

/** Which other origins may call: an exact list, told apart by `Vary: Origin`, on errors too. */
import { isAllowedOrigin } from "@/lib/platform/origin";

export function addCorsHeaders(headers: Headers, requestHeaders: Headers): void {
  headers.append("vary", "Origin");
  const origin = requestHeaders.get("origin");
  if (!origin || !isAllowedOrigin(origin, requestHeaders.get("host"))) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-allow-credentials", "true");
  headers.set("access-control-expose-headers", "x-request-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset, ratelimit-policy, location, etag, idempotent-replayed, x-speech-result-id");
}

/** The answer to a preflight; for doors outside the middleware's reach: `export const OPTIONS = preflight`. */
export function preflight(request: Request): Response {
  const headers = new Headers();
  addCorsHeaders(headers, request.headers);
  if (headers.has("access-control-allow-origin")) {
    headers.set("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS");
    headers.set("access-control-allow-headers", "authorization, content-type, if-match, if-none-match, idempotency-key, x-parley-caller, x-request-id, openai-beta, openai-organization, openai-project");
    headers.set("access-control-max-age", "600");
  }
  return new Response(null, { status: 204, headers });
}

import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { addCorsHeaders, preflight } from "@/lib/api/cors";
import { errorResponse } from "@/lib/api/problem";
import { openSealedSession } from "@/lib/identity/cookie";
import { env, publicOrigin } from "@/lib/platform/env";
import { callerAddress } from "@/lib/platform/forwarding";
import { contentSecurityPolicy } from "@/lib/platform/headers";
import { addRateHeaders, rateLimiter, refusalOf, type Verdict } from "@/lib/platform/rate-limiter/limiter";
import { countedFor } from "@/lib/platform/rate-limits";
import { requestIdFrom } from "@/lib/platform/request-id";

/** Pages of the signed-in. Their own layouts ask again: this only spares a visitor a page that cannot load. */
const signedInPages = /^\/(agents|conversations|speech|settings|usage|admin)(\/|$)/;
const isDoor = (path: string): boolean => path.startsWith("/api/") || path.startsWith("/v1/") || path.startsWith("/sso/");

/** A flood from one address, request id, preflights, the page's policy, and the way to sign in. Never the only lock. A page is shared with no other origin: what other pages may read are the doors. */
export async function middleware(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname;
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const counted = await rateLimiter().takeHere(countedFor("everything", null, callerAddress(request.headers)));
  if (!counted.allowed) return tooMany(request, requestId, counted);
  if (request.method === "OPTIONS" && isDoor(path)) return preflight(request);
  if (signedInPages.test(path) && !(await openSealedSession(request.headers))) {
    const next = `${path}${request.nextUrl.search}`;
    return NextResponse.redirect(new URL(`/sign-in?next=${encodeURIComponent(next)}`, request.url), { headers: { "cache-control": "private, no-store" } });
  }
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  if (isDoor(path)) {
    const response = NextResponse.next({ request: { headers } });
    response.headers.set("x-request-id", requestId);
    return response;
  }
  const nonce = randomBytes(16).toString("base64");
  const { NODE_ENV, SENTRY_DSN } = env();
  const policy = contentSecurityPolicy({
    nonce, host: request.headers.get("host"), secure: publicOrigin().startsWith("https:"), dev: NODE_ENV === "development",
    connects: SENTRY_DSN ? [new URL(SENTRY_DSN).origin] : [],
  });
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  return response;
}

function tooMany(request: NextRequest, requestId: string, counted: Verdict): Response {
  const answer = errorResponse(refusalOf(counted), { pathname: request.nextUrl.pathname, requestId });
  addRateHeaders(answer.headers, counted);
  if (isDoor(request.nextUrl.pathname)) addCorsHeaders(answer.headers, request.headers);
  return answer;
}

/**
 * Not assets, which lie at the top or in `widget/` and need none of it, not the talk button's frame, whose answer brings its own policy, and not the doors that take audio or files: where this runs, Next copies the body and cuts it at 10 MB.
 * Those doors do their own limits, and answer preflights with `preflight`.
 */
export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/|widget/[^/]*\\.(?:js|css)$|embed/[^/]+$|v1/audio/|api/v1/conversations/[^/]+/turns|api/v1/agents/[^/]+/knowledge/pdf|[^/]*\\.(?:js|css|json|png|svg|ico|woff2|wav|txt|webmanifest)$).*)"],
};

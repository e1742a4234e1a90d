import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { readBody } from "@/lib/api/input";
import { errorResponse } from "@/lib/api/problem";
import { nextAuthOptions } from "@/lib/identity/next-auth-options";
import { AppError } from "@/lib/platform/errors";
import { callerAddress } from "@/lib/platform/forwarding";
import { isAllowedOrigin } from "@/lib/platform/origin";
import { addRateHeaders, rateLimiter, requireRoom, type Verdict } from "@/lib/platform/rate-limiter/limiter";
import { countedFor } from "@/lib/platform/rate-limits";
import { requestIdFrom } from "@/lib/platform/request-id";

/** Two short fields and a token; anything larger is not a sign-in. */
const maxBytes = 16_384;
interface Context { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  let counted: Verdict | null = null;
  try {
    counted = await rateLimiter().take(countedFor(isSignIn(request) ? "signIn" : request.method === "POST" ? "changes" : "reads", null, callerAddress(request.headers)));
    requireRoom(counted);
    // The library compares a token with a cookie, and a cookie can be planted by whoever shares the host's name.
    if (request.method === "POST" && !isAllowedOrigin(request.headers.get("origin") ?? "", request.headers.get("host"))) throw new AppError("origin_not_allowed");
    const body = request.method === "POST" ? await readBody(request, maxBytes) : null;
    const limited = new NextRequest(request.url, { method: request.method, headers: request.headers, ...(body ? { body: new Uint8Array(body) } : {}) });
    const faults: unknown[] = [];
    const answer: Response = await NextAuth(limited, context, nextAuthOptions((error) => { faults.push(error); }));
    if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "private, no-store");
    return withCount(faults.length === 0 ? answer : honest(answer, errorResponse(faults[0], named(request))), counted);
  } catch (error) {
    return withCount(errorResponse(error, named(request)), counted);
  }
}

const isSignIn = (request: NextRequest): boolean => request.method === "POST" && request.nextUrl.pathname.startsWith("/api/auth/callback/");

function withCount(answer: Response, counted: Verdict | null): Response {
  const counting = new Response(answer.body, answer);
  if (counted) addRateHeaders(counting.headers, counted);
  return counting;
}

const named = (request: NextRequest) => ({ pathname: "/api/auth", requestId: requestIdFrom(request.headers.get("x-request-id")) });

/** The library calls every fault a wrong password, or none: this says which, and how soon to try again. Its cookies stay as it set them, so that signing out takes the browser's away even where the row could not be ended. */
function honest(answer: Response, refusal: Response): Response {
  for (const cookie of answer.headers.getSetCookie()) refusal.headers.append("set-cookie", cookie);
  return refusal;
}

export { handle as GET, handle as POST };

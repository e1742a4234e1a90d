import { safeNext } from "@/components/auth/safe-next";
import { systemCtx } from "@/lib/platform/ctx";
import { callerAddress } from "@/lib/platform/forwarding";
import { rateLimiter } from "@/lib/platform/rate-limiter/limiter";
import { countedFor } from "@/lib/platform/rate-limits";
import { requestIdFrom } from "@/lib/platform/request-id";
import { finishSignIn } from "@/lib/sso/sign-in";

/** Where an identity server sends the browser back to. The answer leads to a path of ours, whatever came. */
export async function GET(request: Request): Promise<Response> {
  const ctx = systemCtx({ from: callerAddress(request.headers), requestId: requestIdFrom(request.headers.get("x-request-id")), signal: request.signal });
  const counted = await rateLimiter().take(countedFor("signIn", null, ctx.from ?? "unknown"));
  if (!counted.allowed) return new Response(null, { status: 303, headers: { location: "/sign-in?sso=busy", "cache-control": "no-store", "referrer-policy": "no-referrer" } });
  const outcome = await finishSignIn(ctx, { search: new URL(request.url).searchParams, headers: request.headers });
  const next = safeNext(outcome.next);
  const headers = new Headers({ location: "fault" in outcome ? `/sign-in?sso=${outcome.fault}&next=${encodeURIComponent(next)}` : next, "cache-control": "no-store", "referrer-policy": "no-referrer" });
  for (const cookie of outcome.cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

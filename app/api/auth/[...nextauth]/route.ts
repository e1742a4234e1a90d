import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { readBody } from "@/lib/api/input";
import { errorResponse } from "@/lib/api/problem";
import { nextAuthOptions } from "@/lib/identity/next-auth-options";
import { AppError } from "@/lib/platform/errors";
import { isAllowedOrigin } from "@/lib/platform/origin";
import { requestIdFrom } from "@/lib/platform/request-id";

/** Two short fields and a token; anything larger is not a sign-in. */
const maxBytes = 16_384;
interface Context { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    // The library compares a token with a cookie, and a cookie can be planted by whoever shares the host's name.
    if (request.method === "POST" && !isAllowedOrigin(request.headers.get("origin") ?? "", request.headers.get("host"))) throw new AppError("origin_not_allowed");
    const body = request.method === "POST" ? await readBody(request, maxBytes) : null;
    const limited = new NextRequest(request.url, { method: request.method, headers: request.headers, ...(body ? { body: new Uint8Array(body) } : {}) });
    const faults: unknown[] = [];
    const answer: Response = await NextAuth(limited, context, nextAuthOptions((error) => { faults.push(error); }));
    if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "private, no-store");
    return faults.length === 0 ? answer : honest(answer, errorResponse(faults[0], named(request)));
  } catch (error) {
    return errorResponse(error, named(request));
  }
}

const named = (request: NextRequest) => ({ pathname: "/api/auth", requestId: requestIdFrom(request.headers.get("x-request-id")) });

/** The library calls every fault a wrong password, or none: this says which, and how soon to try again. Its cookies stay as it set them, so that signing out takes the browser's away even where the row could not be ended. */
function honest(answer: Response, refusal: Response): Response {
  for (const cookie of answer.headers.getSetCookie()) refusal.headers.append("set-cookie", cookie);
  return refusal;
}

export { handle as GET, handle as POST };

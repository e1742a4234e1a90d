import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { readBody } from "@/lib/api/input";
import { errorResponse } from "@/lib/api/problem";
import { nextAuthOptions } from "@/lib/identity/next-auth-options";
import { requestIdFrom } from "@/lib/platform/request-id";

/** Two short fields and a token; anything larger is not a sign-in. */
const maxBytes = 16_384;
interface Context { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    const body = request.method === "POST" ? await readBody(request, maxBytes) : null;
    const limited = new NextRequest(request.url, { method: request.method, headers: request.headers, ...(body ? { body: new Uint8Array(body) } : {}) });
    return await NextAuth(limited, context, nextAuthOptions());
  } catch (error) {
    return errorResponse(error, { pathname: "/api/auth", requestId: requestIdFrom(request.headers.get("x-request-id")) });
  }
}

export { handle as GET, handle as POST };

import { readiness } from "@/lib/platform/health";

export const dynamic = "force-dynamic";

/** `?live`: whether the process answers. Otherwise whether it is ready for work, and in words how each part is. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  if (new URL(request.url).searchParams.has("live")) return Response.json({ status: "ok" }, { headers });
  const health = await readiness();
  return Response.json(health, { status: health.status === "down" ? 503 : 200, headers });
}

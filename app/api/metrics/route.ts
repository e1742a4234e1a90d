import { sameSecret } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { isFromThisMachine } from "@/lib/platform/forwarding";
import { metrics } from "@/lib/platform/metrics";

export const dynamic = "force-dynamic";

/** By bearer `METRICS_TOKEN`; without one set, to this machine alone. To everybody else there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN;
  const shown = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const allowed = token ? sameSecret(shown, token) : isFromThisMachine(request.headers);
  if (!allowed) return new Response(null, { status: token ? 401 : 404, headers: { "cache-control": "no-store", ...(token ? { "www-authenticate": "Bearer" } : {}) } });
  const { registry } = metrics();
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType, "cache-control": "no-store" } });
}

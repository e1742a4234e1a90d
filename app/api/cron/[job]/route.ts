import { jobs } from "@/lib/jobs";
import { sameSecret } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { runJob } from "@/lib/platform/ticker";

export const dynamic = "force-dynamic";
const unkept = { "cache-control": "private, no-store" };

/** Runs one job by name, for hosts without a resident process. By bearer `CRON_SECRET`; without one set there is nothing here. */
export async function GET(request: Request, context: { params: Promise<{ job: string }> }): Promise<Response> {
  const secret = env().CRON_SECRET;
  if (!secret) return new Response(null, { status: 404, headers: unkept });
  const shown = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (!sameSecret(shown, secret)) return new Response(null, { status: 401, headers: { ...unkept, "www-authenticate": "Bearer" } });
  const name = (await context.params).job;
  const job = jobs.find((candidate) => candidate.name === name);
  if (!job) return new Response(null, { status: 404, headers: unkept });
  const ok = await runJob(job, request.signal);
  return Response.json({ job: name, ok }, { status: ok ? 200 : 500, headers: unkept });
}

/** The answer of `/embed/{slug}`: a small document of its own that another site shows in a frame. No cookie is read or set. */
import { findEmbeddable, type Embeddable } from "@/lib/agents/embedding";
import { widgetLook, type WidgetLook } from "@/lib/agents/schema";
import { anonymousActor, ctxFor, type Ctx } from "@/lib/platform/ctx";
import { publicOrigin } from "@/lib/platform/env";
import { errorTable } from "@/lib/platform/errors";
import { embedPolicy } from "@/lib/platform/headers";
import { metrics } from "@/lib/platform/metrics";
import { requestIdFrom } from "@/lib/platform/request-id";
import { asAppError, retryAfterSeconds } from "./problem";

/** `slug` is as it stands in the address. Never rejects. */
export async function embedAnswer(request: Request, slug: string): Promise<Response> {
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const ctx = ctxFor(anonymousActor, { requestId, signal: request.signal });
  const startedMs = ctx.clock.nowMs();
  const { status, body, origins, retryAfter } = await documentOf(ctx, request, slug).catch((thrown: unknown): Answer => {
    const error = asAppError(thrown);
    if (!errorTable[error.code].expected) ctx.log.error({ err: thrown, operation: "embed" }, "request failed");
    return { status: errorTable[error.code].status, body: page(brokenPage), origins: [], retryAfter: retryAfterSeconds(error) };
  });
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-request-id": requestId,
    "content-security-policy": embedPolicy({ host: request.headers.get("host"), secure: publicOrigin().startsWith("https:"), origins }),
  });
  if (retryAfter !== null) headers.set("retry-after", String(retryAfter));
  const elapsedMs = ctx.clock.nowMs() - startedMs;
  metrics().http.observe({ operation: "embed", method: "GET", status: String(status) }, elapsedMs / 1_000);
  ctx.log.info({ operation: "embed", status, elapsedMs: Math.round(elapsedMs) }, "request answered");
  return new Response(body, { status, headers });
}

interface Answer { status: number; body: string; origins: string[]; retryAfter: number | null }

async function documentOf(ctx: Ctx, request: Request, slug: string): Promise<Answer> {
  const agent = await findEmbeddable(ctx, slug);
  if (!agent) return { status: 404, body: page(nobodyPage), origins: [], retryAfter: null };
  const query = new URL(request.url).searchParams;
  const look = widgetLook.parse({ theme: query.get("theme"), accent: query.get("accent"), label: query.get("label") });
  return { status: 200, body: framePage(agent, look), origins: agent.allowedOrigins, retryAfter: null };
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** For text and for attributes in quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");

interface Parts { title: string; attributes?: string; head?: string; body: string }
const page = ({ title, attributes = "", head = "", body }: Parts): string => `<!doctype html>
<html lang="en"${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title>${head}</head><body>${body}</body></html>
`;

const nobodyPage: Parts = { title: "Nobody answers here", body: "<main><h1>Nobody answers at this address</h1><p>There is no public agent of this name, or none that has been published. Ask whoever runs this site.</p></main>" };
const brokenPage: Parts = { title: "Not to be had just now", body: "<main><h1>This could not be shown</h1><p>Something went wrong on our side. Load the page again in a moment.</p></main>" };

/** What the frame's script needs stands in attributes: data, never code. Its hosts are listed so that it, too, knows whom to answer. */
function framePage(agent: Embeddable, look: WidgetLook): string {
  const label = look.label ?? `Talk to ${agent.name}`;
  const data = { theme: look.theme, accent: look.accent, slug: agent.slug, name: agent.name, hosts: agent.allowedOrigins.join(" ") };
  return page({
    title: label, attributes: Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`).join(""),
    head: `<link rel="stylesheet" href="/widget/frame.css"><script type="module" src="/widget/frame.js"></script>`,
    body: `<main id="widget"><button type="button" id="open" aria-expanded="false"><span>${escaped(label)}</span></button></main><noscript><p>Talking here needs JavaScript.</p></noscript>`,
  });
}

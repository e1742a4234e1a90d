import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WebhookLog } from "@/components/settings/webhook-log";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { deliveryQuery } from "@/lib/webhooks/contract";
import { getWebhook, listWebhookDeliveries } from "@/lib/webhooks/service";

export const metadata: Metadata = { title: "Deliveries of a webhook" };
interface Props { params: Promise<{ webhookId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function WebhookLogPage({ params, searchParams }: Props) {
  const { webhookId } = await params;
  const ctx = await requirePageActor(`/settings/webhooks/${encodeURIComponent(webhookId)}`);
  if (!atLeast(ctx.actor.role, "admin")) notFound();
  const { state, cursor } = await searchParams;
  const asked = deliveryQuery.safeParse({ ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) });
  const query = asked.success ? asked.data : deliveryQuery.parse({});
  const found = await Promise.all([getWebhook(ctx, { webhookId }), listWebhookDeliveries(ctx, { webhookId, ...query })]).catch((error: unknown) => { if (isAppError(error) && error.code === "not_found") return null; throw error; });
  if (!found) notFound();
  const [webhook, { items, nextCursor }] = found;
  // A new page or filter is a new list.
  return <WebhookLog key={`${query.state ?? ""} ${query.cursor ?? ""}`} webhook={webhook} first={items} state={query.state ?? ""} nextCursor={nextCursor} />;
}

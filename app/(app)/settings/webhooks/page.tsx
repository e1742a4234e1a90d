import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Webhooks } from "@/components/settings/webhooks";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";
import { listWebhooks } from "@/lib/webhooks/service";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const ctx = await requirePageActor("/settings/webhooks");
  if (!atLeast(ctx.actor.role, "admin")) notFound();
  const { items } = await listWebhooks(ctx, { limit: 100, sort: "-createdAt" });
  return <Webhooks first={items} />;
}

import type { Metadata } from "next";
import { ProviderKeys } from "@/components/settings/provider-keys";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";
import { listProviderKeys } from "@/lib/provider-keys/service";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  const ctx = await requirePageActor("/settings/providers");
  return <ProviderKeys first={await listProviderKeys(ctx)} mayChange={atLeast(ctx.actor.role, "admin")} />;
}

import type { Metadata } from "next";
import { Integrations } from "@/components/settings/integrations";
import { requirePageActor } from "@/lib/api/page";
import { installationQuery, integrationQuery } from "@/lib/integrations/schema";
import { listInstallations, listIntegrations } from "@/lib/integrations/service";
import { atLeast } from "@/lib/platform/ctx";

export const metadata: Metadata = { title: "Integrations" };

export default async function IntegrationsPage() {
  const ctx = await requirePageActor("/settings/integrations");
  const [catalogue, installed] = await Promise.all([listIntegrations(ctx, integrationQuery.parse({})), listInstallations(ctx, installationQuery.parse({}))]);
  return <Integrations catalogue={catalogue} first={installed.items} mayChange={atLeast(ctx.actor.role, "admin")} />;
}

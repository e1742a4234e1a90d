import type { ReactNode } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";

const everybody = [["/settings", "You"], ["/settings/account", "Your data"], ["/settings/members", "Members"], ["/settings/consents", "Consent"], ["/settings/providers", "Providers"], ["/settings/integrations", "Integrations"]] as const;
const admins = [["/settings/sign-in", "Single sign-on"], ["/settings/privacy", "Privacy"], ["/settings/audit", "Audit log"]] as const;

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requirePageActor("/settings");
  return <div className="wrap page"><h1 className="title mb-4">Settings</h1><SectionNav label="Settings" places={[...everybody, ...(atLeast(actor.role, "admin") ? admins : [])]} />{children}</div>;
}

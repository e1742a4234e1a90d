import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requirePageActor("/settings");
  return <div className="wrap page"><h1 className="title mb-4">Settings</h1><SettingsNav admin={atLeast(actor.role, "admin")} />{children}</div>;
}

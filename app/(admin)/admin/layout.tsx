import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import "@/components/shell/shell.css";
import { AppBar } from "@/components/shell/app-bar";
import { SectionNav } from "@/components/shell/section-nav";
import { requirePageActor } from "@/lib/api/page";
import { getMe } from "@/lib/identity/service";
import { isAdminWithoutFactor } from "@/lib/identity/session";
import { listWorkspaces } from "@/lib/workspaces/service";

const places = [["/admin/invites", "Invites"], ["/admin/workspaces", "Workspaces"], ["/admin/outbox", "Outbox"], ["/admin/audit", "Audit log"]] as const;

/** For platform administrators; to everybody else there is nothing here. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageActor("/admin/invites");
  if (await isAdminWithoutFactor(ctx.actor)) redirect("/settings#h-factor");
  if (!ctx.actor.platformAdmin) notFound();
  const [{ name, email, workspaceName }, workspaces] = await Promise.all([getMe(ctx), listWorkspaces(ctx)]);
  return <><AppBar {...{ name, email, workspaceName, workspaces }} platformAdmin /><main id="main"><div className="wrap page"><h1 className="title mb-4">Administration</h1><SectionNav label="Administration" places={places} />{children}</div></main></>;
}

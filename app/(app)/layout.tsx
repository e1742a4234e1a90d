import type { ReactNode } from "react";
import "@/components/shell/shell.css";
import { AppBar } from "@/components/shell/app-bar";
import { requirePageActor } from "@/lib/api/page";
import { getMe } from "@/lib/identity/service";
import { listWorkspaces } from "@/lib/workspaces/service";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageActor();
  const [{ name, email, workspaceName, platformAdmin }, workspaces] = await Promise.all([getMe(ctx), listWorkspaces(ctx)]);
  return <><AppBar {...{ name, email, workspaceName, platformAdmin, workspaces }} /><main id="main">{children}</main></>;
}

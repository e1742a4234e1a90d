import type { ReactNode } from "react";
import "@/components/shell/shell.css";
import { AppBar } from "@/components/shell/app-bar";
import { requirePageActor } from "@/lib/api/page";
import { getMe } from "@/lib/identity/service";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { name, email, workspaceName } = await getMe(await requirePageActor());
  return <><AppBar name={name} email={email} workspaceName={workspaceName} /><main id="main">{children}</main></>;
}

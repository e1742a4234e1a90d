import type { ReactNode } from "react";
import "@/components/site/landing.css";
import { SiteBar, SiteFoot } from "@/components/site/site-bar";
import { pageActor } from "@/lib/api/page";

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const signedIn = (await pageActor().catch(() => null))?.kind === "user";
  return <div className="site"><SiteBar signedIn={signedIn} /><main id="main">{children}</main><SiteFoot /></div>;
}

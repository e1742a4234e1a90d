import type { ReactNode } from "react";
import "@/components/site/landing.css";
import "@/components/docs/docs.css";
import { DocsNav, DocsTurn } from "@/components/docs/docs-nav";
import { SiteBar, SiteFoot } from "@/components/site/site-bar";
import { pageActor } from "@/lib/api/page";

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const signedIn = (await pageActor().catch(() => null))?.kind === "user";
  return (
    <div className="site">
      <SiteBar signedIn={signedIn} />
      <div className="docs"><DocsNav /><main id="main"><article className="docs-text">{children}</article><DocsTurn /></main></div>
      <SiteFoot />
    </div>
  );
}

"use client";
import ArrowLeft from "lucide-react/icons/arrow-left";
import ArrowRight from "lucide-react/icons/arrow-right";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { docsPlaces, placeOf } from "./docs-places";

function Places({ pathname }: { pathname: string }) {
  const here = placeOf(pathname);
  return <ul>{docsPlaces.map(({ href, label }, index) => <li key={href}><Link href={href} aria-current={href === pathname ? "page" : index === here ? "true" : undefined}>{label}</Link></li>)}</ul>;
}

/** The pages beside the text; on a phone folded up above it, and folded again on each page. */
export function DocsNav() {
  const pathname = usePathname();
  return (
    <>
      <nav className="docs-nav" aria-label="Documentation"><Places pathname={pathname} /></nav>
      <details className="docs-nav-small" key={pathname}><summary>{docsPlaces[placeOf(pathname)]?.label}</summary><nav aria-label="Documentation, folded"><Places pathname={pathname} /></nav></details>
    </>
  );
}

/** The pages before and after this one. */
export function DocsTurn() {
  const pathname = usePathname();
  const here = placeOf(pathname);
  const [before, after] = [docsPlaces[here - 1], docsPlaces[here + 1]];
  return (
    <nav className="docs-turn" aria-label="Pages before and after">
      {before ? <Link href={before.href} rel="prev"><ArrowLeft className="icon" aria-hidden />{before.label}</Link> : <span />}
      {after ? <Link href={after.href} rel="next">{after.label}<ArrowRight className="icon" aria-hidden /></Link> : null}
    </nav>
  );
}

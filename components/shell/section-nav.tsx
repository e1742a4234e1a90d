"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** Pages of one section beside each other, by address and label; the one that is shown is underlined. */
export function SectionNav({ label, places }: { label: string; places: readonly (readonly [href: string, label: string])[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="mb-8">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 border-b border-rule">
        {places.map(([href, name]) => <li key={href}><Link href={href} aria-current={pathname === href ? "page" : undefined} className="inline-block border-b-2 border-transparent py-2 no-underline aria-[current=page]:border-ink aria-[current=page]:font-medium">{name}</Link></li>)}
      </ul>
    </nav>
  );
}

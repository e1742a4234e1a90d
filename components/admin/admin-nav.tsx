"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";

const places = [["/admin/invites", "Invites"], ["/admin/outbox", "Outbox"], ["/admin/audit", "Audit log"]] as const;

export function AdminNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Administration" className="mb-8">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 border-b border-rule">
        {places.map(([href, label]) => <li key={href}><Link href={href} aria-current={pathname === href ? "page" : undefined} className="inline-block border-b-2 border-transparent py-2 no-underline aria-[current=page]:border-ink aria-[current=page]:font-medium">{label}</Link></li>)}
      </ul>
    </nav>
  );
}

"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** `admin`: somebody who may change the workspace. */
export function SettingsNav({ admin }: { admin: boolean }) {
  const pathname = usePathname();
  const places = [["/settings", "You"], ["/settings/members", "Members"], ...(admin ? [["/settings/privacy", "Privacy"], ["/settings/audit", "Audit log"]] as const : [])] as const;
  return (
    <nav aria-label="Settings" className="mb-8">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 border-b border-rule">
        {places.map(([href, label]) => <li key={href}><Link href={href} aria-current={pathname === href ? "page" : undefined} className="inline-block border-b-2 border-transparent py-2 no-underline aria-[current=page]:border-ink aria-[current=page]:font-medium">{label}</Link></li>)}
      </ul>
    </nav>
  );
}

"use client";
import MenuIcon from "lucide-react/icons/menu";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { signOut } from "@/components/auth/session-requests";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import { ThemeButton } from "@/components/ui/theme-button";
import type { Membership } from "@/lib/workspaces/schema";
import { Wordmark } from "./wordmark";
import { WorkspaceSwitch } from "./workspace-switch";

const places = [
  { href: "/agents", label: "Agents" },
  { href: "/conversations", label: "Conversations" },
  { href: "/speech", label: "Speech" },
  { href: "/usage", label: "Usage" },
  { href: "/settings", label: "Settings" },
  { href: "/docs", label: "Docs" },
] as const;

export interface AppBarProps { name: string; email: string; workspaceName: string; platformAdmin: boolean; workspaces: readonly Membership[] }

/** Two letters for a person: of the name's words, else of the address. */
export const initialsOf = (name: string, email: string): string =>
  ((name.trim() || email).split(/[\s.@_-]+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join("") || "?").toUpperCase();

export function AppBar({ name, email, workspaceName, platformAdmin, workspaces }: AppBarProps) {
  const pathname = usePathname();
  const current = (href: string) => (pathname === href || pathname.startsWith(`${href}/`) ? "page" as const : undefined);
  const person = name.trim() || email;
  const account = <><MenuLabel>{person}<br /><span className="faint">{workspaceName}</span></MenuLabel><WorkspaceSwitch workspaces={workspaces} /><MenuItem asChild><Link href="/settings">Settings</Link></MenuItem>{platformAdmin ? <MenuItem asChild><Link href="/admin/invites">Administration</Link></MenuItem> : null}<MenuRule /><MenuItem onSelect={() => void signOut()}>Sign out</MenuItem></>;
  return (
    <header className="bar">
      <Wordmark href="/agents" />
      <nav aria-label="Main"><ul>{places.map(({ href, label }) => <li key={href}><Link href={href} aria-current={current(href)}>{label}</Link></li>)}</ul></nav>
      <div className="end">
        <ThemeButton />
        <Menu align="end" trigger={<button type="button" className="avatar" aria-label={`${initialsOf(name, email)}, account`}>{initialsOf(name, email)}</button>}>{account}</Menu>
        <span className="menu"><Menu align="end" trigger={<IconButton label="Menu"><MenuIcon className="icon" aria-hidden /></IconButton>}>
          {places.map(({ href, label }) => <MenuItem key={href} asChild><Link href={href} aria-current={current(href)}>{label}</Link></MenuItem>)}
          <MenuRule />{account}
        </Menu></span>
      </div>
    </header>
  );
}

import type { ReactNode } from "react";
import "@/components/auth/auth.css";
import { ThemeButton } from "@/components/ui/theme-button";
import { Wordmark } from "@/components/shell/wordmark";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="bar"><Wordmark /><div className="end"><ThemeButton /></div></header>
      <main id="main" className="auth">{children}</main>
    </>
  );
}

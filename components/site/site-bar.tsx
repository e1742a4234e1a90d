import Link from "next/link";
import { Wordmark } from "@/components/shell/wordmark";
import { buttonClass } from "@/components/ui/button";
import { ThemeButton } from "@/components/ui/theme-button";

export function SiteBar({ signedIn }: { signedIn: boolean }) {
  return (
    <header className="bar">
      <Wordmark />
      <nav aria-label="Main"><ul><li><Link href="/#turns">How it behaves</Link></li><li><Link href="/#vows">Promises</Link></li><li><Link href="/docs">Docs</Link></li></ul></nav>
      <div className="end">
        <ThemeButton />
        {signedIn
          ? <Link className={buttonClass()} href="/agents">Your agents</Link>
          : <><Link className={buttonClass({ kind: "quiet" })} href="/sign-in">Sign in</Link><Link className={buttonClass()} href="/sign-up">Sign up</Link></>}
      </div>
    </header>
  );
}

export function SiteFoot() {
  return (
    <footer className="wrap foot-site">
      <Wordmark /><Link href="/docs">Docs</Link><Link href="/privacy">Privacy</Link><a href="/api/health">Health</a>
    </footer>
  );
}

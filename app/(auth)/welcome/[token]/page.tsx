import type { Metadata } from "next";
import Link from "next/link";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { isFirstAdminLinkOpen } from "@/lib/identity/service";
import { systemCtx } from "@/lib/platform/ctx";

/** The link is a secret: no page that follows may learn it. */
export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer", robots: { index: false } };

export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isFirstAdminLinkOpen(systemCtx(), token))) {
    return (
      <>
        <h1 className="title">This link is closed</h1>
        <p>It has been used, or it is older than a day. The next start of a server without an administrator prints a new one.</p>
        <p><Link href="/sign-in">Sign in</Link></p>
      </>
    );
  }
  return (
    <>
      <h1 className="title">Welcome to your Parley</h1>
      <p>This link works once. It makes the first account, which looks after this installation.</p>
      <SignUpForm next="/agents" linkToken={token} label="Become the first administrator" />
      <p className="hint">The words of your own test calls are kept in your workspace, so that you can read them again. Sound is kept only when you tick it, and for 24 hours. <Link href="/privacy">What is kept</Link></p>
    </>
  );
}

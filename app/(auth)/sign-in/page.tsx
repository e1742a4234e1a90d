import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { safeNext } from "@/components/auth/safe-next";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Note } from "@/components/ui/note";
import { pageActor } from "@/lib/api/page";
import { ssoFaults, type SsoFault } from "@/lib/sso/schema";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[]; sso?: string | string[] }> }) {
  const { next: asked, sso } = await searchParams;
  const next = safeNext(typeof asked === "string" ? asked : null);
  if ((await pageActor())?.kind === "user") redirect(next);
  return (
    <>
      <h1 className="title">Sign in</h1>
      {typeof sso === "string" && Object.hasOwn(ssoFaults, sso) ? <Note kind="error" title={ssoFaults[sso as SsoFault]} /> : null}
      <SignInForm next={next} />
      <p><Link href={`/sign-in/organisation?next=${encodeURIComponent(next)}`}>Sign in with your organisation</Link></p>
      <p><Link href="/forgot">Forgotten the password?</Link></p>
      <p>No account yet? <Link href={`/sign-up?next=${encodeURIComponent(next)}`}>Sign up</Link></p>
    </>
  );
}

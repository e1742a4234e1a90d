import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { safeNext } from "@/components/auth/safe-next";
import { SignInForm } from "@/components/auth/sign-in-form";
import { pageActor } from "@/lib/api/page";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next: asked } = await searchParams;
  const next = safeNext(typeof asked === "string" ? asked : null);
  if ((await pageActor())?.kind === "user") redirect(next);
  return (
    <>
      <h1 className="title">Sign in</h1>
      <SignInForm next={next} />
      <p><Link href="/forgot">Forgotten the password?</Link></p>
      <p>No account yet? <Link href={`/sign-up?next=${encodeURIComponent(next)}`}>Sign up</Link></p>
    </>
  );
}

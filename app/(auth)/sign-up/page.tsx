import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { safeNext } from "@/components/auth/safe-next";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { pageActor } from "@/lib/api/page";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next: asked } = await searchParams;
  const next = safeNext(typeof asked === "string" ? asked : null);
  if ((await pageActor())?.kind === "user") redirect(next);
  return (
    <>
      <h1 className="title">Sign up</h1>
      <SignUpForm next={next} />
      <p className="hint">By making an account you agree that the words of your own test calls are kept in your workspace, so that you can read them again. Sound is kept only when you tick it, and for 24 hours. <Link href="/privacy">What is kept</Link></p>
      <p>An account already? <Link href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</Link></p>
    </>
  );
}

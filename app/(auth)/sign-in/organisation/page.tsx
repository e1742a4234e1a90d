import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { OrganisationForm } from "@/components/auth/organisation-form";
import { safeNext } from "@/components/auth/safe-next";
import { pageActor } from "@/lib/api/page";

export const metadata: Metadata = { title: "Sign in with your organisation" };

export default async function OrganisationSignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next: asked } = await searchParams;
  const next = safeNext(typeof asked === "string" ? asked : null);
  if ((await pageActor())?.kind === "user") redirect(next);
  return (
    <>
      <h1 className="title">Sign in with your organisation</h1>
      <p>Your organisation’s own server asks you who you are, and sends you back here.</p>
      <OrganisationForm next={next} />
      <p><Link href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in with a password</Link></p>
    </>
  );
}

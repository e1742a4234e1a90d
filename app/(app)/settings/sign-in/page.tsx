import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SsoSettings } from "@/components/settings/sso-settings";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";
import { findConnection, redirectUri } from "@/lib/sso/service";

export const metadata: Metadata = { title: "Single sign-on" };

export default async function SingleSignOnPage() {
  const ctx = await requirePageActor("/settings/sign-in");
  if (!atLeast(ctx.actor.role, "admin")) notFound();
  return <SsoSettings first={await findConnection(ctx)} redirectUri={redirectUri()} />;
}

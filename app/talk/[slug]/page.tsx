import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { UsageNotice } from "@/components/usage/usage-notice";
import { agentSlug } from "@/lib/agents/schema";
import { getCallableAgent } from "@/lib/agents/service";
import { pageActor } from "@/lib/api/page";
import { callQuotas, type Usage } from "@/lib/billing/schema";
import { getUsage } from "@/lib/billing/service";
import { anonymousActor, ctxFor } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { requestIdFrom } from "@/lib/platform/request-id";
import { TalkPanel } from "./talk-panel";

interface Props { params: Promise<{ slug: string }> }

/** The published agent of this address, for whoever looks; null where there is none, or none for them. */
const agentAt = cache(async (slug: string): Promise<{ slug: string; name: string; /** For members of its workspace. */ usage: Usage | null } | null> => {
  if (!agentSlug.safeParse(slug).success) return null;
  const actor = await pageActor();
  const ctx = ctxFor(actor ?? anonymousActor, { requestId: requestIdFrom((await headers()).get("x-request-id")) });
  try {
    const { agent } = await getCallableAgent(ctx, slug, null);
    return { slug: agent.slug, name: agent.name, usage: actor?.workspaceId === agent.workspaceId ? await getUsage(ctx) : null };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const agent = await agentAt((await params).slug);
  return { title: agent ? `Talk to ${agent.name}` : "No such agent", robots: { index: false } };
}

export default async function TalkPage({ params }: Props) {
  const agent = await agentAt((await params).slug);
  if (!agent) notFound();
  return (
    <main id="main" className="talk-page">
      <h1 className="sr">Talk to {agent.name}</h1>
      <TalkPanel agent={{ slug: agent.slug, name: agent.name }} own={agent.usage !== null} notice={agent.usage ? <UsageNotice usage={agent.usage} names={callQuotas} /> : null} />
    </main>
  );
}

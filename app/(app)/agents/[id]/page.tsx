import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import "@/components/agents/agent.css";
import { AgentEditor } from "@/components/agents/agent-editor";
import { UsageNotice } from "@/components/usage/usage-notice";
import { getAgent, getVersion, listVersions } from "@/lib/agents/service";
import { requirePageActor } from "@/lib/api/page";
import { callQuotas } from "@/lib/billing/schema";
import { getUsage } from "@/lib/billing/service";
import { getKnowledge } from "@/lib/knowledge/service";
import { isAppError } from "@/lib/platform/errors";
import { listToolChoices } from "@/lib/tools/service";
import { turnPolicyBounds } from "@/lib/voice/turn-policy";
import type { VoiceOptions } from "@/lib/voices/schema";
import { listVoices } from "@/lib/voices/service";

interface Props { params: Promise<{ id: string }> }

/** The rest of the page is of use without them. */
function withoutVoices(error: unknown): VoiceOptions {
  if (!isAppError(error) || error.code !== "models_unavailable") throw error;
  return { voices: [], providers: [], modelServers: [], fault: error.publicMessage };
}

const load = cache(async (id: string) => {
  const ctx = await requirePageActor(`/agents/${id}`);
  const agent = await getAgent(ctx, { id }).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, agent };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { agent } = await load((await params).id);
  return { title: agent.name };
}

export default async function AgentPage({ params }: Props) {
  const { ctx, agent } = await load((await params).id);
  const [knowledge, versions, live, options, tools, usage] = await Promise.all([
    getKnowledge(ctx, agent), listVersions(ctx, agent), agent.publishedVersion === null ? null : getVersion(ctx, { id: agent.id, version: agent.publishedVersion }),
    listVoices(ctx).catch(withoutVoices), listToolChoices(ctx), getUsage(ctx),
  ]);
  return <AgentEditor key={agent.id} agent={agent} knowledge={knowledge} versions={versions} live={live} limits={turnPolicyBounds} options={options} tools={tools} callNotice={<UsageNotice usage={usage} names={callQuotas} />} />;
}

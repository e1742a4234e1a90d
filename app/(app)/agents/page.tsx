import type { Metadata } from "next";
import Link from "next/link";
import "@/components/agents/agent.css";
import { AgentList } from "@/components/agents/agent-list";
import { ImportAgent } from "@/components/agents/import-agent";
import { NewAgentDialog } from "@/components/agents/new-agent-dialog";
import { Button, buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Input } from "@/components/ui/input";
import { UsageNotice } from "@/components/usage/usage-notice";
import { listAgents, listTemplates } from "@/lib/agents/service";
import { requirePageActor } from "@/lib/api/page";
import { quotaNames } from "@/lib/billing/schema";
import { getUsage } from "@/lib/billing/service";

export const metadata: Metadata = { title: "Agents" };

export default async function AgentsPage({ searchParams }: { searchParams: Promise<{ search?: string | string[] }> }) {
  const ctx = await requirePageActor("/agents");
  const { search: asked } = await searchParams;
  const search = typeof asked === "string" ? asked.trim().slice(0, 80) : "";
  const [first, usage] = await Promise.all([listAgents(ctx, { search }), getUsage(ctx)]);
  const items = listTemplates();
  const templates = items.map(({ name, title, description, facts }) => ({ name, title, description, facts }));
  const none = first.items.length === 0;
  return (
    <div className="wrap page">
      <div className="page-head"><h1 className="title">Agents</h1><div className="acts"><ImportAgent />{none && !search ? null : <NewAgentDialog templates={templates} />}</div></div>
      <UsageNotice usage={usage} names={quotaNames} className="mb-5" />
      {none && !search ? (
        <Empty title="No agents yet" action={<NewAgentDialog templates={templates} label="Make your first agent" />}>An agent is a voice, the facts it knows and how it takes turns. Make one from a template, and talk to it a moment later.</Empty>
      ) : (
        <>
          <form className="search" role="search"><Input type="search" name="search" defaultValue={search} placeholder="Search by name" aria-label="Search agents by name" maxLength={80} /><Button type="submit">Search</Button></form>
          {none ? <Empty title={`No agent is called “${search}”`} action={<Link className={buttonClass()} href="/agents">Show all</Link>} /> : <AgentList first={first} search={search} />}
        </>
      )}
    </div>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import "@/components/conversations/conversation.css";
import { ConversationFilters } from "@/components/conversations/conversation-filters";
import { ConversationList } from "@/components/conversations/conversation-list";
import { filtersFrom, queryOf } from "@/components/conversations/filters";
import { Handovers } from "@/components/conversations/handovers";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { listAgents } from "@/lib/agents/service";
import { requirePageActor } from "@/lib/api/page";
import { listConversations } from "@/lib/conversations/service";
import { listHandovers } from "@/lib/handovers/service";

export const metadata: Metadata = { title: "Conversations" };

export default async function ConversationsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/conversations");
  const filters = filtersFrom(await searchParams);
  const query = queryOf(filters);
  const [first, agents, { items: handovers }] = await Promise.all([listConversations(ctx, { ...query, limit: 30 }), listAgents(ctx, { limit: 100 }), listHandovers(ctx, { unread: "true", limit: 50 })]);
  const active = Object.keys(filters).length > 0;
  const none = first.items.length === 0;
  return (
    <div className="wrap page">
      <div className="page-head"><h1 className="title">Conversations</h1></div>
      <Handovers first={handovers} />
      {none && !active ? (
        <Empty title="No conversations yet" action={<Link className={buttonClass({ kind: "ink" })} href="/agents">Talk to an agent</Link>}>Every call lands here with its timings; with its words and, for a day, its sound where the caller agreed. Start with one of your own.</Empty>
      ) : (
        <>
          <ConversationFilters key={JSON.stringify(filters)} filters={filters} agents={agents.items.map(({ id, name }) => ({ id, name }))} active={active} />
          {none ? <Empty title="No conversation fits" action={<Link className={buttonClass()} href="/conversations">Show all</Link>}>Widen the days, or choose another agent.</Empty> : <ConversationList first={first} query={query} />}
        </>
      )}
    </div>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WorkspacePlans } from "@/components/admin/workspace-plans";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { requirePageActor } from "@/lib/api/page";
import { workspaceUsageQueryOf } from "@/lib/billing/schema";
import { listAllWorkspaces } from "@/lib/billing/service";

export const metadata: Metadata = { title: "Workspaces" };

export default async function AdminWorkspacesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/admin/workspaces");
  if (!ctx.actor.platformAdmin) notFound();
  const { search } = await searchParams;
  const query = workspaceUsageQueryOf({ search });
  const first = await listAllWorkspaces(ctx, query);
  return (
    <section aria-labelledby="h-workspaces">
      <h2 className="head" id="h-workspaces">Workspaces and their plans</h2>
      <p className="soft mb-5 mt-1 max-w-2xl">A plan holds from the next call and the next agent on: what is there stays, and nobody who talks is cut off.</p>
      <form className="search" role="search"><Input type="search" name="search" defaultValue={query.search ?? ""} placeholder="Search by name" aria-label="Search workspaces by name" maxLength={80} /><Button type="submit">Search</Button></form>
      {first.items.length === 0 ? <p className="soft">No workspace is called “{query.search}”.</p> : <WorkspacePlans first={first} search={query.search ?? ""} />}
    </section>
  );
}

"use client";
import Ellipsis from "lucide-react/icons/ellipsis";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { useMore, type Page } from "@/components/shell/use-more";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import type { AgentSummary } from "@/lib/agents/schema";
import { messageOf } from "@/lib/sdk/client";
import { duplicateAgent, exportPath } from "./agent-requests";
import { DeleteAgentDialog } from "./delete-agent-dialog";

export function AgentList({ first, search }: { first: Page<AgentSummary>; search: string }) {
  const list = useMore("/api/v1/agents", first, { search });
  const [doomed, setDoomed] = useState<AgentSummary | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const router = useRouter();
  const say = useToast();

  const duplicate = async (agent: AgentSummary) => {
    try {
      const copy = await duplicateAgent(agent.id);
      setFault(null);
      say(`“${copy.name}” is made`);
      router.refresh();
    } catch (error) { setFault(messageOf(error)); }
  };
  const deleted = (agent: AgentSummary) => {
    list.change((items) => items.filter((item) => item.id !== agent.id));
    setDoomed(null);
    say(`“${agent.name}” is deleted`);
  };

  return (
    <>
      {fault ?? list.fault ? <Note kind="error" className="mb-4" title={fault ?? list.fault} /> : null}
      <table className="table list">
        <thead><tr><th scope="col">Agent</th><th scope="col">Live version</th><th scope="col" className="wide">Changed</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
        <tbody>
          {list.items.map((agent) => (
            <tr key={agent.id}>
              <th scope="row"><Link href={`/agents/${agent.id}`} className="row-link">{agent.name}</Link>{agent.visibility === "public" ? <> <Tag>Public</Tag></> : null}</th>
              <td>{agent.publishedVersion === null ? <span className="soft">Draft only</span> : <span className="num">v{agent.publishedVersion}</span>}</td>
              <td className="num wide"><LocalTime at={agent.updatedAt} /></td>
              <td className="r">
                <Menu align="end" trigger={<IconButton label={`More for ${agent.name}`}><Ellipsis className="icon" aria-hidden /></IconButton>}>
                  <MenuItem asChild><Link href={`/agents/${agent.id}`}>Open</Link></MenuItem>
                  <MenuItem asChild><Link href={`/conversations?agentId=${agent.id}`}>Conversations</Link></MenuItem>
                  <MenuItem onSelect={() => void duplicate(agent)}>Duplicate</MenuItem>
                  <MenuItem asChild><a href={exportPath(agent.id)} download={`${agent.slug}.parley.json`}>Export as a file</a></MenuItem>
                  <MenuRule /><MenuItem onSelect={() => setDoomed(agent)}>Delete…</MenuItem>
                </Menu>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasMore ? <Button className="mt-5" busy={list.busy && "Loading"} onClick={() => void list.more()}>Show more</Button> : null}
      {doomed ? <DeleteAgentDialog agent={doomed} onClose={() => setDoomed(null)} onDeleted={() => deleted(doomed)} /> : null}
    </>
  );
}

"use client";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { useMore, type Page } from "@/components/shell/use-more";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { planChoices, type PlanChoice, type WorkspaceUsage } from "@/lib/billing/schema";
import { api, messageOf } from "@/lib/sdk/client";

const figure = ({ used, limit }: { used: number; limit: number | null }): string => `${used.toLocaleString("en")}${limit === null ? "" : ` of ${limit.toLocaleString("en")}`}`;

/** Every workspace with what it uses, and the choice of its plan. */
export function WorkspacePlans({ first, search }: { first: Page<WorkspaceUsage>; search: string }) {
  const list = useMore("/api/v1/admin/workspaces", first, { search });
  const [fault, setFault] = useState<string | null>(null);
  const [setting, setSetting] = useState<string | null>(null);
  const say = useToast();
  const choose = async ({ id, name }: WorkspaceUsage, plan: PlanChoice["plan"]) => {
    setSetting(id);
    try {
      const changed = await api.request<WorkspaceUsage>("PUT", `/api/v1/admin/workspaces/${encodeURIComponent(id)}/plan`, { body: { plan } });
      list.change((items) => items.map((item) => (item.id === id ? changed : item)));
      setFault(null);
      say(`${name} has the plan ${changed.usage.plan}`);
    } catch (error) { setFault(messageOf(error)); }
    setSetting(null);
  };
  return (
    <>
      {fault ?? list.fault ? <Note kind="error" className="mb-4" title={fault ?? list.fault} /> : null}
      <Table label="Workspaces and their plans">
        <thead><tr><th scope="col">Workspace</th><th scope="col">Plan</th><th scope="col" className="r">Minutes this month</th><th scope="col" className="r">Agents</th><th scope="col" className="r">Calls now</th></tr></thead>
        <tbody>
          {list.items.map((item) => (
            <tr key={item.id}>
              <th scope="row" className="min-w-40 wrap-anywhere">{item.name}<span className="hint block">{item.members === 1 ? "1 member" : `${item.members} members`}, since <LocalTime at={item.createdAt} form="day" /></span></th>
              <td>
                <Select className="w-auto!" aria-label={`Plan of ${item.name}`} value={item.ownPlan ?? ""} disabled={setting === item.id} onChange={(event) => { const chosen = planChoices.find((plan) => (plan ?? "") === event.target.value); if (chosen !== undefined) void choose(item, chosen); }}>
                  {planChoices.map((plan) => <option key={plan ?? ""} value={plan ?? ""}>{plan ?? (item.ownPlan === null ? `default: ${item.usage.plan}` : "default")}</option>)}
                </Select>
              </td>
              <td className="r num">{figure(item.usage.minutes)}</td><td className="r num">{figure(item.usage.agents)}</td><td className="r num">{figure(item.usage.concurrentCalls)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {list.hasMore ? <Button className="mt-5" busy={list.busy && "Loading"} onClick={() => void list.more()}>Show more</Button> : null}
    </>
  );
}

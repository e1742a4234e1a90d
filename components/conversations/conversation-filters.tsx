import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Filters } from "./filters";
import { channelName } from "./moments";

/** A plain form: what was asked is in the address, can be linked to, and works without a script. */
export function ConversationFilters({ filters, agents, active }: { filters: Filters; agents: readonly { id: string; name: string }[]; active: boolean }) {
  return (
    <form className="filters" role="search" aria-label="Filter conversations">
      <Field label="Agent" className="grow"><Select name="agentId" defaultValue={filters.agentId ?? ""}><option value="">All</option>{agents.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</Select></Field>
      <Field label="By"><Select name="channel" defaultValue={filters.channel ?? ""}><option value="">Any way</option>{(["browser", "realtime", "http", "cli"] as const).map((channel) => <option key={channel} value={channel}>{channelName(channel)}</option>)}</Select></Field>
      <Field label="From"><Input type="date" name="from" defaultValue={filters.from ?? ""} /></Field>
      <Field label="To"><Input type="date" name="to" defaultValue={filters.to ?? ""} /></Field>
      <Button type="submit">Show</Button>
      {active ? <Link className={buttonClass({ kind: "quiet" })} href="/conversations">Show all</Link> : null}
    </form>
  );
}

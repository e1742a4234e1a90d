"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/sdk/client";
import type { McpServer, Tool } from "@/lib/tools/schema";
import type { Rights } from "./form-values";
import { McpDialog } from "./mcp-dialog";

type Offered = McpServer["tools"][number];
const pathOf = (server: McpServer) => `/api/v1/mcp-servers/${encodeURIComponent(server.id)}`;

export function McpServers({ first, ...rights }: Rights & { first: McpServer[] }) {
  const [servers, setServers] = useState(first);
  const [doomed, setDoomed] = useState<McpServer | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const router = useRouter();
  const say = useToast();
  const put = (server: McpServer) => { setServers((before) => [...before.filter(({ id }) => id !== server.id), server].sort((left, right) => left.name.localeCompare(right.name))); setFault(null); };
  const remove = async (server: McpServer) => {
    try {
      await api.request("DELETE", pathOf(server));
      setServers((before) => before.filter(({ id }) => id !== server.id));
      say(`${server.name} is deleted`);
      router.refresh();
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };
  return (
    <section aria-labelledby="h-mcp" className="grid gap-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h2 className="head" id="h-mcp">MCP servers</h2>
          <p className="soft mt-1">Servers of the Model Context Protocol, by streamable HTTP. Choose of their tools one by one; one whose description changes is out of use until it is chosen again.</p>
        </div>
        {rights.mayChange ? <McpDialog server={null} maySeal={rights.maySeal} onKept={put} /> : null}
      </div>
      {fault ? <Note kind="error" title={fault} /> : null}
      {servers.length === 0 ? <p className="soft border-t border-rule pt-5">No servers yet.</p> : null}
      <ul className="grid gap-8">
        {servers.map((server) => <ServerRow key={server.id} server={server} {...rights} onChange={(changed) => { put(changed); router.refresh(); }} onDelete={() => setDoomed(server)} />)}
      </ul>
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={`Delete ${doomed?.name ?? ""}?`} description="The tools chosen of it go along; agents go on without them."
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void remove(doomed); }}>Delete the server</Button></>}><></></Dialog>
    </section>
  );
}

interface RowProps extends Rights { server: McpServer; onChange(server: McpServer): void; onDelete(): void }

function ServerRow({ server, mayChange, maySeal, onChange, onDelete }: RowProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();
  const act = async (name: string, work: () => Promise<void>) => {
    if (busy) return;
    setBusy(name);
    try { await work(); setFault(null); } catch (error) { setFault(messageOf(error)); }
    setBusy(null);
  };
  const discover = () => act("discover", async () => { onChange(await api.request<McpServer>("POST", `${pathOf(server)}/discover`)); });
  const reload = async () => onChange(await api.request<McpServer>("GET", pathOf(server)));
  const choose = ({ name, fingerprint }: Offered) => act(name, async () => {
    const tool = await api.request<Tool>("POST", `${pathOf(server)}/choose`, { body: { remoteName: name, fingerprint } });
    await reload();
    say(`Agents can be given ${tool.name} now`);
  });
  const drop = ({ name, toolId }: Offered) => act(name, async () => { await api.request("DELETE", `/api/v1/tools/${encodeURIComponent(toolId ?? "")}`); await reload(); });
  const installed = server.installationId !== null;
  return (
    <li className="grid gap-3 border-t border-rule pt-5" aria-label={server.name}>
      <div><h3 className="font-medium break-words">{server.name}</h3><p className="code soft break-all">{server.url}</p>
        <p className="hint">{server.discoveredAt ? <>Asked for its tools <LocalTime at={server.discoveredAt} /></> : "Not yet asked for its tools."}{server.headers.length > 0 ? ` Headers set: ${server.headers.map(({ name, lastFour }) => `${name}${lastFour ? ` …${lastFour}` : ""}`).join(", ")}.` : ""}</p></div>
      {fault ? <Note kind="error" title={fault} /> : null}
      {server.discoveredAt && server.tools.length === 0 ? <p className="soft">It has no tools.</p> : null}
      <ul>{server.tools.map((offered) => <OfferedRow key={offered.name} offered={offered} busy={busy === offered.name} mayChange={mayChange} onChoose={() => void choose(offered)} onDrop={() => void drop(offered)} />)}</ul>
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          <Button aria-label={`Discover the tools of ${server.name}`} busy={busy === "discover" && "Asking"} onClick={() => void discover()}>Discover tools</Button>
          {installed ? null : <><McpDialog server={server} maySeal={maySeal} onKept={onChange} /><Button aria-label={`Delete ${server.name}`} onClick={onDelete}>Delete</Button></>}
        </div>
      ) : null}
    </li>
  );
}

function OfferedRow({ offered, busy, mayChange, onChoose, onDrop }: { offered: Offered; busy: boolean; mayChange: boolean; onChoose(): void; onDrop(): void }) {
  const { name, description, fault, toolId, changed } = offered;
  const button = toolId && !changed
    ? <Button size="small" aria-label={`Drop ${name}`} busy={busy && "Dropping"} onClick={onDrop}>Drop</Button>
    : <Button size="small" aria-label={`${changed ? "Choose again" : "Choose"} ${name}`} busy={busy && "Choosing"} onClick={onChoose}>{changed ? "Choose again" : "Choose"}</Button>;
  return (
    <li className="grid gap-1 border-b border-rule py-3 sm:grid-cols-[1fr_auto] sm:gap-x-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2"><span className="code font-medium break-all">{name}</span>{toolId ? <Tag kind={changed ? "error" : "ink"}>{changed ? "changed" : "chosen"}</Tag> : null}</p>
        <p className="soft break-words">{description || "No description."}</p>
        {fault ? <p className="hint">Cannot be chosen: {fault}</p> : null}
      </div>
      {mayChange && (fault === null || toolId) ? <div className="justify-self-start sm:self-center">{button}</div> : null}
    </li>
  );
}

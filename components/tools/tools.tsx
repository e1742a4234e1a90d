"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/sdk/client";
import type { Tool } from "@/lib/tools/schema";
import type { Rights } from "./form-values";
import { ToolDialog } from "./tool-dialog";
import { ToolTrialDialog } from "./tool-trial";

export function Tools({ first, ...rights }: Rights & { first: { items: Tool[]; nextCursor: string | null } }) {
  const [tools, setTools] = useState(first.items);
  const [doomed, setDoomed] = useState<Tool | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();
  const put = (tool: Tool, words = `${tool.name} is kept. Calls use it from the next one on`) => {
    setTools((before) => [...before.filter(({ id }) => id !== tool.id), tool].sort((left, right) => left.name.localeCompare(right.name)));
    setFault(null);
    say(words);
  };
  const turn = async (tool: Tool) => {
    try { put(await api.request<Tool>("PATCH", `/api/v1/tools/${encodeURIComponent(tool.id)}`, { body: { enabled: !tool.enabled } }), tool.enabled ? `${tool.name} is switched off` : `${tool.name} is switched on`); }
    catch (error) { setFault(messageOf(error)); }
  };
  const remove = async (tool: Tool) => {
    try {
      await api.request("DELETE", `/api/v1/tools/${encodeURIComponent(tool.id)}`);
      setTools((before) => before.filter(({ id }) => id !== tool.id));
      say(`${tool.name} is deleted`);
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };
  return (
    <section aria-labelledby="h-tools" className="grid gap-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h2 className="head" id="h-tools">Tools</h2>
          <p className="soft mt-1">What agents can look up and do while they talk. An agent uses those that are ticked for it, with what the caller said as arguments and nothing else of the call.{rights.mayChange ? "" : " A builder of the workspace can change them."}</p>
        </div>
        {rights.mayChange ? <ToolDialog tool={null} maySeal={rights.maySeal} onKept={put} /> : null}
      </div>
      {fault ? <Note kind="error" title={fault} /> : null}
      {tools.length === 0 ? <p className="soft border-t border-rule pt-5">No tools yet. A tool is one HTTP request to a service of yours, such as where an order is, or one of an MCP server’s, below.</p> : null}
      <ul className="grid gap-6">
        {tools.map((tool) => <ToolRow key={tool.id} tool={tool} {...rights} onKept={put} onTurn={() => void turn(tool)} onDelete={() => setDoomed(tool)} />)}
      </ul>
      {first.nextCursor ? <p className="hint">The first hundred are shown. The rest are in the API.</p> : null}
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={`Delete ${doomed?.name ?? ""}?`} description="Agents that it is ticked for go on without it."
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void remove(doomed); }}>Delete the tool</Button></>}><></></Dialog>
    </section>
  );
}

interface RowProps extends Rights { tool: Tool; onKept(tool: Tool): void; onTurn(): void; onDelete(): void }

function ToolRow({ tool, mayChange, maySeal, onKept, onTurn, onDelete }: RowProps) {
  const installed = tool.installationId !== null;
  return (
    <li className="grid gap-2 border-t border-rule pt-5" aria-label={tool.name}>
      <p className="flex flex-wrap items-center gap-2"><span className="code font-medium">{tool.name}</span><Tag>{installed ? "integration" : tool.kind === "mcp" ? "MCP" : "HTTP"}</Tag>{tool.changed ? <Tag kind="error">changed</Tag> : tool.enabled ? null : <Tag>off</Tag>}</p>
      <p className="soft max-w-2xl break-words">{tool.description}</p>
      {tool.request ? <p className="code soft break-all">{tool.request.method} {tool.request.url}</p> : null}
      {tool.changed ? <Note kind="thinking" title="Its MCP server describes it otherwise than when it was chosen">It is out of use until it is chosen again, below.</Note> : null}
      {mayChange ? (
        <div className="flex flex-wrap gap-2 pt-1">
          <ToolTrialDialog tool={tool} />
          {tool.kind === "http" && !installed ? <ToolDialog tool={tool} maySeal={maySeal} onKept={onKept} /> : null}
          <Button aria-label={`${tool.enabled ? "Switch off" : "Switch on"} ${tool.name}`} onClick={onTurn}>{tool.enabled ? "Switch off" : "Switch on"}</Button>
          {installed && tool.kind !== "mcp" ? null : <Button aria-label={`Delete ${tool.name}`} onClick={onDelete}>Delete</Button>}
        </div>
      ) : null}
    </li>
  );
}

"use client";
import Share from "lucide-react/icons/share-2";
import { useState } from "react";
import { CopyButton } from "@/components/shell/copy-button";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { SwitchRow } from "@/components/ui/switch";
import type { AgentDetail } from "@/lib/agents/schema";
import { messageOf } from "@/lib/sdk/client";
import { exportPath, saveAgent } from "./agent-requests";
import { SitePart, type SiteAgent } from "./site-part";

/** For a script that has a key; the model's name is all that changes. */
const snippetFor = (origin: string, slug: string): string => `import { OpenAIRealtimeWS } from "openai/realtime/ws";
import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${origin}/v1", apiKey: process.env.PARLEY_API_KEY });
const call = new OpenAIRealtimeWS({ model: "agent:${slug}" }, client);
call.on("response.output_audio_transcript.delta", (event) => process.stdout.write(event.delta));`;

export function ShareDialog({ agent, onChange }: { agent: SiteAgent; onChange(agent: AgentDetail): void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [origin, setOrigin] = useState("");
  const set = async (isPublic: boolean) => {
    setWanted(isPublic);
    try { onChange(await saveAgent(agent.id, { visibility: isPublic ? "public" : "private" })); setFault(null); } catch (error) { setFault(messageOf(error)); }
    setWanted(null);
  };
  const link = `${origin}/talk/${agent.slug}`;
  const reachable = agent.visibility === "public" && agent.publishedVersion !== null;
  return (
    <Dialog kind="sheet" title="Share and connect" onOpenChange={() => setOrigin(location.origin)} trigger={<Button><Share className="icon" aria-hidden />Share</Button>}>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
        {fault ? <Note kind="error" title={fault} /> : null}
        <div><SwitchRow label="Public" hint="Anybody with the link can talk to the live version, without an account." checked={wanted ?? agent.visibility === "public"} onChange={(event) => void set(event.target.checked)} /></div>
        {agent.visibility === "public" && agent.publishedVersion === null ? <Note kind="thinking" title="Nothing is published yet">The link works from the first published version on.</Note> : null}
        {reachable ? <div><h3 className="font-medium">Link</h3><p className="mt-1 flex items-center gap-2"><a className="break-all" href={link} target="_blank" rel="noreferrer">{link}</a><CopyButton text={link} label="Copy link" /></p></div> : null}
        <SitePart agent={agent} home={origin} onChange={onChange} />
        <div><div className="sub-head"><h3 className="font-medium">Connect a realtime client</h3></div>
          <p className="hint mb-2">Clients of the OpenAI Realtime protocol connect as they are; make a key under Settings. <a href="/docs">More</a></p>
          <pre className="snippet" tabIndex={0} role="region" aria-label="Example in JavaScript">{snippetFor(origin, agent.slug)}</pre>
          <CopyButton text={snippetFor(origin, agent.slug)} label="Copy example" /></div>
        <div><h3 className="font-medium mb-2">Take it elsewhere</h3><a className={buttonClass()} href={exportPath(agent.id)} download={`${agent.slug}.parley.json`}>Export as a file</a><p className="hint mt-2">The draft and its knowledge, without keys.</p></div>
      </div>
    </Dialog>
  );
}

"use client";
import X from "lucide-react/icons/x";
import { useState, type FormEvent } from "react";
import { CopyButton } from "@/components/shell/copy-button";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import type { AgentDetail } from "@/lib/agents/schema";
import { isApiError, messageOf } from "@/lib/sdk/client";
import { saveAgent } from "./agent-requests";
import { originOf, previewPath, siteSnippet, type ButtonLook } from "./site-snippet";

export type SiteAgent = Pick<AgentDetail, "id" | "slug" | "visibility" | "publishedVersion" | "allowedOrigins">;

const accents: Record<ButtonLook["accent"], string> = { ink: "Ink", teal: "Teal", amber: "Amber", vermilion: "Vermilion", crimson: "Crimson", blue: "Blue", violet: "Violet" };

/** The talk button on other sites: which may show it, how it looks, the tag to copy, and what it will be like. */
export function SitePart({ agent, home, onChange }: { agent: SiteAgent; home: string; onChange(agent: AgentDetail): void }) {
  const [look, setLook] = useState<ButtonLook>({ theme: "auto", accent: "ink", label: "", position: "bottom-right" });
  const [previewed, setPreviewed] = useState(false);
  const reachable = agent.visibility === "public" && agent.publishedVersion !== null;
  const snippet = siteSnippet(home, agent.slug, look);
  return (
    <section className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4" aria-labelledby="site-part">
      <div><h3 className="font-medium" id="site-part">Put it on your site</h3><p className="hint mt-1">One tag shows a talk button. Visitors are asked before anything is kept, need no account, and get no cookie.</p></div>
      <Sites agent={agent} onChange={onChange} />
      <div className="flex flex-wrap gap-4">
        <Segments legend="Theme" value={look.theme} options={[{ value: "auto", label: "Auto" }, { value: "light", label: "Light" }, { value: "dark", label: "Dark" }]} onChange={(theme) => setLook({ ...look, theme })} />
        <Segments legend="Corner" value={look.position} options={[{ value: "bottom-left", label: "Left" }, { value: "bottom-right", label: "Right" }]} onChange={(position) => setLook({ ...look, position })} />
        <Field label="Colour"><Select value={look.accent} onChange={(event) => { const accent = event.target.value; if (isAccent(accent)) setLook({ ...look, accent }); }}>{Object.entries(accents).map(([value, name]) => <option key={value} value={value}>{name}</option>)}</Select></Field>
      </div>
      <Field label="Words on the button" hint="Empty: “Talk to” and the agent's name."><Input value={look.label} maxLength={40} onChange={(event) => setLook({ ...look, label: event.target.value })} /></Field>
      <div><pre className="snippet site-tag" tabIndex={0} role="region" aria-label="Tag for your site">{snippet}</pre><CopyButton text={snippet} label="Copy tag" /></div>
      {!reachable ? <p className="hint">The button works once the agent is public and published.</p>
        : previewed ? <iframe className="site-preview" title="Preview of the talk button" src={previewPath(agent.slug, look)} allow="microphone; autoplay" data-theme={look.theme} />
          : <div><Button size="small" onClick={() => setPreviewed(true)}>Show a preview</Button></div>}
    </section>
  );
}

const isAccent = (value: string): value is ButtonLook["accent"] => value in accents;

/** Saved one by one; what is taken off the list holds at a visitor's next load. */
function Sites({ agent, onChange }: { agent: SiteAgent; onChange(agent: AgentDetail): void }) {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sites = agent.allowedOrigins;
  const save = async (allowedOrigins: string[]): Promise<boolean> => {
    setBusy(true);
    try {
      onChange(await saveAgent(agent.id, { allowedOrigins }));
      setFault(null);
      return true;
    } catch (error) {
      setFault(isApiError(error) && error.errors[0] ? error.errors[0].message : messageOf(error));
      return false;
    } finally { setBusy(false); }
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() && await save([...sites, originOf(typed)])) setTyped("");
  };
  return (
    <form className="grid gap-2" onSubmit={(event) => void add(event)}>
      <Field label="Sites that may show it" hint="Such as https://www.example.com. No others can; this server's own pages always can." error={fault}>
        <Input type="text" inputMode="url" autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <div><Button type="submit" size="small" disabled={busy || !typed.trim()}>Add site</Button></div>
      {sites.length === 0 ? <p className="hint">None yet.</p> : (
        <ul className="grid gap-1" aria-label="Sites">
          {sites.map((site) => <li key={site} className="flex min-w-0 items-center justify-between gap-2"><span className="num min-w-0 break-all">{site}</span><IconButton label={`Remove ${site}`} disabled={busy} onClick={() => void save(sites.filter((other) => other !== site))}><X className="icon" aria-hidden /></IconButton></li>)}
        </ul>
      )}
    </form>
  );
}

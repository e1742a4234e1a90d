"use client";
import Link from "next/link";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import type { AgentDetail, AgentVersion, AgentVersionSummary } from "@/lib/agents/schema";
import type { Knowledge } from "@/lib/knowledge/schema";
import type { ToolChoice } from "@/lib/tools/schema";
import type { VoiceOptions } from "@/lib/voices/schema";
import { PromptTab } from "./prompt-tab";
import { PublishDialog } from "./publish-dialog";
import { SaveFault, SaveLine } from "./save-line";
import { ShareDialog } from "./share-dialog";
import type { TurnLimits } from "./turn-tab";
import { countChanges } from "./turn-words";
import { useDraft } from "./use-draft";

// What is not seen at first is fetched when it is asked for; the call, once the definition stands.
const CallPanel = lazy(async () => ({ default: (await import("@/components/voice/call-panel")).CallPanel }));
const KnowledgeTab = lazy(async () => ({ default: (await import("@/components/knowledge/knowledge-tab")).KnowledgeTab }));
const ComparisonDialog = lazy(async () => ({ default: (await import("./comparison")).ComparisonDialog }));
const ToolsTab = lazy(async () => ({ default: (await import("./tools-tab")).ToolsTab }));
const TurnTab = lazy(async () => ({ default: (await import("./turn-tab")).TurnTab }));
const VersionsTab = lazy(async () => ({ default: (await import("./versions-tab")).VersionsTab }));
const VoiceTab = lazy(async () => ({ default: (await import("./voice-tab")).VoiceTab }));

const Later = ({ children }: { children: ReactNode }) => <Suspense fallback={<div className="grid gap-3" aria-busy="true"><Skeleton width="60%" /><Skeleton width="90%" /><Skeleton width="75%" /></div>}>{children}</Suspense>;

export interface AgentEditorProps {
  agent: AgentDetail;
  knowledge: Knowledge;
  versions: AgentVersionSummary[];
  /** What callers get now; null where nothing is published. */
  live: AgentVersion | null;
  limits: TurnLimits;
  options: VoiceOptions;
  tools: readonly ToolChoice[];
  /** What to know before a call. */
  callNotice: ReactNode;
}

/** The definition on the left, a call with its draft on the right; one of the two on a phone. */
export function AgentEditor({ agent, knowledge, versions: first, live: firstLive, limits, options, tools, callNotice }: AgentEditorProps) {
  const { draft, saver } = useDraft(agent);
  const [shared, setShared] = useState(agent);
  const [versions, setVersions] = useState(first);
  const [live, setLive] = useState(firstLive);
  const [known, setKnown] = useState(knowledge);
  const [view, setView] = useState<"edit" | "talk">("edit");
  const [comparing, setComparing] = useState(false);
  const say = useToast();
  const next = (versions[0]?.version ?? 0) + 1;
  const tab = { definition: draft.definition, change: saver.change };

  const published = (version: AgentVersion) => {
    setLive(version);
    setVersions((before) => [version, ...before]);
    setShared((before) => ({ ...before, publishedVersion: version.version }));
    say(`v${version.version} is live`);
  };
  const compare = async () => { await saver.flush(); setComparing(true); };

  return (
    <div className="agent" data-view={view}>
      <div className="viewswitch" role="group" aria-label="Show">
        <button type="button" aria-pressed={view === "edit"} onClick={() => setView("edit")}>Definition</button>
        <button type="button" aria-pressed={view === "talk"} onClick={() => { void saver.flush(); setView("talk"); }}>Call</button>
      </div>
      <section className="define" aria-label="Definition">
        <p className="crumb"><Link href="/agents">Agents</Link> / {draft.name || agent.name}</p>
        <div className="agent-head">
          <div>
            <h1 className="sr">{draft.name || agent.name}</h1>
            <input className="name-input" aria-label="Name of the agent" value={draft.name} maxLength={80} autoComplete="off" onChange={(event) => saver.rename(event.target.value)} onBlur={() => { if (!draft.name.trim()) saver.rename(shared.name); }} />
            <p className="line"><Tag>Draft</Tag><DraftLine changes={live ? countChanges(live.definition, draft.definition) : null} live={live?.version ?? null} /><SaveLine status={draft.status} /></p>
          </div>
          <div className="acts">
            <ShareDialog agent={shared} onChange={setShared} />
            {live ? <Button onClick={() => void compare()}>Compare</Button> : null}
            <PublishDialog agentId={agent.id} next={next} saver={saver} onPublished={published} />
          </div>
        </div>
        <SaveFault status={draft.status} saver={saver} />
        <Tabs className="define-tabs" label="Definition" contentClassName="panel" tabs={[
          { value: "prompt", label: "Prompt", content: <PromptTab {...tab} warnings={draft.warnings} options={options} /> },
          { value: "voice", label: "Voice", content: <Later><VoiceTab {...tab} voices={options.voices} fault={options.fault} /></Later> },
          { value: "knowledge", label: "Knowledge", content: <Later><KnowledgeTab agentId={agent.id} first={known} onChange={setKnown} /></Later> },
          { value: "turns", label: "Turn-taking", content: <Later><TurnTab {...tab} limits={limits} /></Later> },
          { value: "tools", label: "Tools", content: <Later><ToolsTab {...tab} tools={tools} providers={options.providers} /></Later> },
          { value: "versions", label: "Versions", content: <Later><VersionsTab agentId={agent.id} versions={versions} live={live?.version ?? null} saver={saver} onRestored={(restored) => { saver.accept(restored); setShared(restored); }} /></Later> },
        ]} />
      </section>
      <div className="call-side"><Suspense fallback={null}><CallPanel agent={{ slug: shared.slug, name: draft.name }} version="draft" notice={callNotice} /></Suspense></div>
      {comparing && live ? <Suspense fallback={null}><ComparisonDialog agentId={agent.id} from={live.version} to="draft" onClose={() => setComparing(false)} /></Suspense> : null}
    </div>
  );
}

function DraftLine({ changes, live }: { changes: number | null; live: number | null }) {
  if (changes === null || live === null) return <span>Never published</span>;
  const version = <span className="num">v{live}</span>;
  return changes === 0 ? <span>Says the same as {version}, which is live</span> : <span>{changes === 1 ? "1 change" : `${changes} changes`} since {version}, which is live</span>;
}

"use client";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { AgentComparison, VersionName } from "@/lib/agents/schema";
import { messageOf } from "@/lib/sdk/client";
import { compareAgent } from "./agent-requests";

const nameOf = (version: VersionName): string => (version === "draft" ? "the draft" : `v${version}`);

export function ComparisonDialog({ agentId, from, to, onClose }: { agentId: string; from: VersionName; to: VersionName; onClose(): void }) {
  const [found, setFound] = useState<AgentComparison | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    compareAgent(agentId, from, to).then((answer) => { if (wanted) setFound(answer); }, (error: unknown) => { if (wanted) setFault(messageOf(error)); });
    return () => { wanted = false; };
  }, [agentId, from, to]);
  return (
    <Dialog kind="sheet" open onOpenChange={(open) => { if (!open) onClose(); }} title={`From ${nameOf(from)} to ${nameOf(to)}`}>
      {fault ? <Note kind="error" title={fault} /> : found ? <Comparison {...found} /> : <div className="grid gap-3" aria-busy="true"><p className="sr" role="status">Loading</p><Skeleton width="70%" /><Skeleton width="90%" /><Skeleton width="50%" /></div>}
    </Dialog>
  );
}

const words = (value: unknown): string => (value === null || value === undefined || value === "" ? "nothing" : typeof value === "string" ? value : JSON.stringify(value, null, 1));

function Comparison({ changes, knowledge }: AgentComparison) {
  if (changes.length + knowledge.added.length + knowledge.removed.length === 0) return <p>Nothing differs.</p>;
  return (
    <div className="diff">
      {changes.map(({ path, before, after }) => (
        <div key={path}><h3><span className="code">{path}</span></h3><pre><del><span className="sr">Before: </span>{words(before)}</del></pre><pre><ins><span className="sr">After: </span>{words(after)}</ins></pre></div>
      ))}
      {knowledge.removed.map((pair, index) => <p key={`r${index}`}>Forgotten: <del>{pair.question ? `${pair.question} ` : ""}{pair.answer}</del></p>)}
      {knowledge.added.map((pair, index) => <p key={`a${index}`}>New: <ins>{pair.question ? `${pair.question} ` : ""}{pair.answer}</ins></p>)}
    </div>
  );
}

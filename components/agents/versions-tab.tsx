"use client";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import type { AgentDetail, AgentVersionSummary, VersionName } from "@/lib/agents/schema";
import { messageOf } from "@/lib/sdk/client";
import { restoreVersion } from "./agent-requests";
import { ComparisonDialog } from "./comparison";
import type { DraftSaver } from "./draft-saver";

export interface VersionsTabProps { agentId: string; versions: readonly AgentVersionSummary[]; live: number | null; saver: DraftSaver; onRestored(agent: AgentDetail): void }

export function VersionsTab({ agentId, versions, live, saver, onRestored }: VersionsTabProps) {
  const [compared, setCompared] = useState<{ from: VersionName; to: VersionName } | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();

  const restore = async (version: number) => {
    setBusy(true);
    try {
      await saver.flush();
      onRestored(await restoreVersion(agentId, version, saver.state().revision));
      setFault(null);
      say(`The draft is v${version} again`);
    } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
    setAsked(null);
  };
  const compare = async (from: VersionName, to: VersionName) => { await saver.flush(); setCompared({ from, to }); };

  if (versions.length === 0) return <p className="soft">Nothing is published yet. What you publish is kept here as it was, to compare with and to go back to.</p>;
  return (
    <>
      {fault ? <Note kind="error" title={fault} /> : null}
      <table className="table list">
        <thead><tr><th scope="col">Version</th><th scope="col">What changed</th><th scope="col" className="wide">Published</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
        <tbody>
          {versions.map(({ version, note, createdAt }) => (
            <tr key={version}>
              <th scope="row"><span className="num">v{version}</span>{version === live ? <> <Tag kind="ink">Live</Tag></> : null}</th>
              <td>{note || <span className="faint">No note</span>}</td>
              <td className="num wide"><LocalTime at={createdAt} /></td>
              <td className="r"><span className="inline-flex flex-wrap justify-end gap-1"><Button size="small" kind="quiet" aria-label={`Compare v${version} with the draft`} onClick={() => void compare(version, "draft")}>Compare</Button><Button size="small" aria-label={`Restore v${version}`} onClick={() => setAsked(version)}>Restore</Button></span></td>
            </tr>
          ))}
        </tbody>
      </table>
      <Dialog open={asked !== null} onOpenChange={(open) => { if (!open) setAsked(null); }} title={`Restore v${asked ?? ""}?`} description="The draft and its knowledge become what this version was. What the draft holds now and is in no version is lost. Callers hear no difference until you publish."
        actions={<><DialogClose><Button>Keep the draft</Button></DialogClose><Button kind="ink" busy={busy && "Restoring"} onClick={() => { if (asked !== null) void restore(asked); }}>Restore v{asked}</Button></>}><></></Dialog>
      {compared ? <ComparisonDialog agentId={agentId} {...compared} onClose={() => setCompared(null)} /> : null}
    </>
  );
}

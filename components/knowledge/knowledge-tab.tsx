"use client";
import { useState } from "react";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import type { Knowledge, KnowledgeItem, KnowledgeSource } from "@/lib/knowledge/schema";
import { messageOf } from "@/lib/sdk/client";
import { AddKnowledge } from "./add-knowledge";
import { EntryTable } from "./entry-table";
import * as requests from "./knowledge-requests";
import { SourceTable } from "./source-table";

/** What the draft knows. Each change is saved at once; callers get it when the draft is published. */
export function KnowledgeTab({ agentId, first, onChange }: { agentId: string; first: Knowledge; onChange(knowledge: Knowledge): void }) {
  const [known, setKnown] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();

  const put = (next: Knowledge) => { setKnown(next); onChange(next); };
  const reload = async () => put(await requests.loadKnowledge(agentId));
  /** Runs a change; its words on failure, null where it is done. */
  const doing = async (work: () => Promise<unknown>, done?: string): Promise<string | null> => {
    try {
      await work();
      await reload();
      setFault(null);
      if (done) say(done);
      return null;
    } catch (error) { return messageOf(error); }
  };
  const drop = async (work: () => Promise<unknown>, done: string) => setFault(await doing(work, done));

  const dropEntry = (entry: KnowledgeItem) => drop(() => requests.removeEntry(agentId, entry.id), "The entry is removed");
  const dropSource = (source: KnowledgeSource) => drop(() => requests.removeSource(agentId, source.id), `“${source.title}” is removed`);
  const waiting = known.entries.filter((entry) => !entry.searchable).length;

  return (
    <>
      <div>
        <p className="soft">Facts and answers are spoken as written. The agent states nothing that is not here. <span className="num">{known.entries.length}</span> of <span className="num">{known.maxEntries}</span> entries.</p>
        {waiting > 0 ? <p className="hint mt-1" role="status">{waiting} cannot be found yet: the model that finds them is still reading, or is not on this machine.</p> : null}
      </div>
      {fault ? <Note kind="error" title={fault} /> : null}
      <AddKnowledge agentId={agentId} doing={doing} />
      <EntryTable entries={known.entries} onChange={(entry, change) => doing(() => requests.changeEntry(agentId, entry.id, change))} onRemove={(entry) => void dropEntry(entry)} />
      <SourceTable sources={known.sources.filter((source) => source.kind !== "typed")} onRemove={(source) => void dropSource(source)} />
    </>
  );
}

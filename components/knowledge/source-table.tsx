"use client";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { KnowledgeSource, SourceKind } from "@/lib/knowledge/schema";

const kindNames: Record<SourceKind, string> = { typed: "Typed in", text: "Pasted text", markdown: "Markdown", pdf: "PDF", url: "Page" };

export function SourceTable({ sources, onRemove }: { sources: readonly KnowledgeSource[]; onRemove(source: KnowledgeSource): void }) {
  const [doomed, setDoomed] = useState<KnowledgeSource | null>(null);
  if (sources.length === 0) return null;
  return (
    <section aria-labelledby="h-sources">
      <h2 className="head mb-2" id="h-sources">Sources</h2>
      <table className="table">
        <thead><tr><th scope="col">From</th><th scope="col" className="r">Entries</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <th scope="row">{source.title}<span className="hint block">{kindNames[source.kind]}, <LocalTime at={source.createdAt} form="day" /></span></th>
              <td className="r num">{source.entryCount}</td>
              <td className="r"><Button size="small" kind="quiet" aria-label={`Remove ${source.title}`} onClick={() => setDoomed(source)}>Remove</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={`Remove “${doomed?.title ?? ""}”?`} description={`Its ${doomed?.entryCount ?? 0} entries go with it, also those you have changed.`}
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) onRemove(doomed); setDoomed(null); }}>Remove the source</Button></>}><></></Dialog>
    </section>
  );
}

"use client";
import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { EntryInput, KnowledgeItem } from "@/lib/knowledge/schema";

export interface EntryTableProps {
  entries: readonly KnowledgeItem[];
  /** The words of a refusal, or null. */
  onChange(entry: KnowledgeItem, change: EntryInput): Promise<string | null>;
  onRemove(entry: KnowledgeItem): void;
}

/** So many are drawn at once; the search narrows the rest. */
const mostShown = 60;

export function EntryTable({ entries, onChange, onRemove }: EntryTableProps) {
  const [search, setSearch] = useState("");
  const [editing, setEditing] = useState<string | null>(null);
  const wanted = search.trim().toLowerCase();
  const found = wanted ? entries.filter((entry) => `${entry.question ?? ""} ${entry.answer}`.toLowerCase().includes(wanted)) : entries;
  if (entries.length === 0) return <p className="soft">No facts yet. Type one above, such as a question and its answer, and ask it in a call.</p>;
  return (
    <section aria-label="Entries" className="grid gap-3">
      {entries.length > 8 ? <Input type="search" aria-label="Find an entry" placeholder="Find an entry" value={search} onChange={(event) => setSearch(event.target.value)} /> : null}
      <table className="table">
        <thead><tr><th scope="col">Question and answer, spoken as written</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
        <tbody>
          {found.slice(0, mostShown).map((entry) => (
            <tr key={entry.id}>
              {editing === entry.id ? (
                <td colSpan={2}><EntryForm entry={entry} onSave={(change) => onChange(entry, change)} onClose={() => setEditing(null)} /></td>
              ) : (
                <>
                  <td>{entry.question ? <p className="font-medium">{entry.question}</p> : null}<p className={entry.question ? "soft" : undefined}>{entry.answer}</p></td>
                  <td className="r whitespace-nowrap"><IconButton label={`Change: ${entry.question ?? entry.answer}`} onClick={() => setEditing(entry.id)}><Pencil className="icon" aria-hidden /></IconButton><IconButton label={`Remove: ${entry.question ?? entry.answer}`} onClick={() => onRemove(entry)}><Trash className="icon" aria-hidden /></IconButton></td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > mostShown ? <p className="hint">{found.length - mostShown} more. Search to find them.</p> : null}
      {found.length === 0 ? <p className="hint" role="status">No entry holds “{search}”.</p> : null}
    </section>
  );
}

function EntryForm({ entry, onSave, onClose }: { entry: KnowledgeItem; onSave(change: EntryInput): Promise<string | null>; onClose(): void }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = formText(form, "answer").trim();
    if (busy) return;
    setBusy(true);
    const refused = answer ? await onSave({ question: formText(form, "question").trim() || null, answer }) : "Write what the agent should say.";
    setBusy(false);
    setFault(refused);
    if (refused === null) onClose();
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-3 py-2">
      <Field label="Question"><Input name="question" defaultValue={entry.question ?? ""} maxLength={600} autoFocus /></Field>
      <Field label="Answer" error={fault}><Textarea name="answer" rows={2} className="!min-h-0" defaultValue={entry.answer} maxLength={300} /></Field>
      <div className="flex gap-2"><Button type="submit" size="small" busy={busy && "Saving"}>Save</Button><Button kind="quiet" size="small" onClick={onClose}>Cancel</Button></div>
    </form>
  );
}

"use client";
import { useState } from "react";
import { clockTime, timeLeftWords } from "@/components/conversations/moments";
import { LocalTime } from "@/components/shell/local-time";
import { useMore, type Page } from "@/components/shell/use-more";
import { useNow } from "@/components/shell/use-now";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { api, messageOf } from "@/lib/sdk/client";
import type { SpeechResultSummary } from "@/lib/speech/schema";
import { DeletedResult } from "./deleted-result";
import { KeptDetail, resultPath } from "./kept-detail";

export interface Kept { list: ReturnType<typeof useMore<SpeechResultSummary>>; deleted: ReturnType<typeof useMore<SpeechResultSummary>> }
export function useKept(kept: Page<SpeechResultSummary>, deleted: Page<SpeechResultSummary>): Kept {
  return { list: useMore("/api/v1/speech-results", kept), deleted: useMore("/api/v1/speech-results", deleted, { state: "deleted" }) };
}

const kindWords: Record<SpeechResultSummary["kind"], string> = { speech: "Text to speech", transcript: "File to text" };

/** What one kept, newest first, each until its time is over; below it what is gone, with its proof. */
export function KeptResults({ list, deleted, keepHours }: Kept & { keepHours: number }) {
  const now = useNow();
  const [open, setOpen] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<SpeechResultSummary | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  // What has run out while the page was open is no longer served, and so no longer shown.
  const living = list.items.filter(({ expiresAt }) => now === null || Date.parse(expiresAt) > now);
  const remove = async (result: SpeechResultSummary) => {
    setBusy(true);
    try {
      await api.request("DELETE", resultPath(result.id));
      list.change((items) => items.filter(({ id }) => id !== result.id));
      deleted.change((items) => [{ ...result, state: "deleted", excerpt: null, deletedAt: new Date().toISOString() }, ...items]);
      setDoomed(null);
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  return (
    <section aria-labelledby="h-kept" className="mt-10 grid gap-4 border-t border-rule pt-6">
      <div><h2 className="head" id="h-kept">Kept</h2><p className="soft mt-1">What you asked to keep. You alone see it, and it is deleted when its time is over.</p></div>
      {list.fault ? <Note kind="error" title={list.fault} /> : null}
      {living.length === 0 ? <Empty title="Nothing is kept">{keepHours === 0 ? "This workspace keeps no sound." : "Turn on “Keep it” before you speak a text or send a file, and it can be heard, read and downloaded here."}</Empty> : (
        <ul className="speech-kept" aria-label="Kept results">
          {living.map((result) => (
            <li key={result.id} aria-label={result.excerpt || kindWords[result.kind]}>
              <div className="min-w-0">
                <p className="font-medium speech-excerpt">{result.excerpt || "No words"}</p>
                <p className="hint">{kindWords[result.kind]}{result.durationMs === null ? null : <>, <span className="num">{clockTime(result.durationMs)}</span></>}. <LocalTime at={result.createdAt} />. {now === null ? <>Deleted on <LocalTime at={result.expiresAt} /></> : <>Deleted in <time dateTime={result.expiresAt} className="num">{timeLeftWords(Date.parse(result.expiresAt) - now)}</time></>}</p>
              </div>
              <div className="flex flex-wrap gap-2">
                <Button size="small" aria-expanded={open === result.id} onClick={() => setOpen(open === result.id ? null : result.id)}>{open === result.id ? "Close" : "Open"}</Button>
                <a className={buttonClass({ size: "small" })} href={`${resultPath(result.id)}/audio`} download>Download</a>
                <Button size="small" onClick={() => setDoomed(result)}>Delete now</Button>
              </div>
              {open === result.id ? <KeptDetail id={result.id} /> : null}
            </li>
          ))}
        </ul>
      )}
      {list.hasMore ? <Button className="justify-self-start" busy={list.busy && "Loading"} onClick={() => void list.more()}>Show more</Button> : null}
      {deleted.items.length > 0 ? (
        <details className="mt-2">
          <summary>{deleted.items.length}{deleted.hasMore ? " or more" : ""} deleted in the last 30 days, with receipts</summary>
          <ul className="mt-3 grid gap-3" aria-label="Deleted results">{deleted.items.map((result) => <DeletedResult key={result.id} result={result} kind={kindWords[result.kind]} />)}</ul>
          {deleted.hasMore ? <Button className="mt-3" busy={deleted.busy && "Loading"} onClick={() => void deleted.more()}>Show more</Button> : null}
        </details>
      ) : null}
      <Dialog open={doomed !== null} onOpenChange={(isOpen) => { if (!isOpen) { setDoomed(null); setFault(null); } }} title="Delete it now?" description="Its text and sound are gone from this server at once and cannot be brought back. A signed receipt stays."
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" busy={busy && "Deleting"} onClick={() => { if (doomed) void remove(doomed); }}>Delete</Button></>}>{fault ? <p role="alert" className="text-error">{fault}</p> : null}</Dialog>
    </section>
  );
}

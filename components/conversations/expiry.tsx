"use client";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { useNow } from "@/components/shell/use-now";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { RecordingSummary } from "@/lib/conversations/schema";
import { messageOf } from "@/lib/sdk/client";
import { deleteRecording } from "./conversation-requests";
import { timeLeftWords } from "./moments";

const hours = Array.from({ length: 24 }, (_, index) => index);

export function Expiry({ recording, onDeleted }: { recording: RecordingSummary; onDeleted(): void }) {
  const now = useNow();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const leftMs = now === null ? null : Date.parse(recording.expiresAt) - now;
  const gone = leftMs === null ? 0 : 24 - Math.ceil(Math.max(0, leftMs) / 3_600_000);
  const remove = async () => {
    setBusy(true);
    try { await deleteRecording(recording.id); setAsked(false); onDeleted(); } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  return (
    <div className="expiry">
      <p className="big">{leftMs === null ? <>Audio deleted on <LocalTime at={recording.expiresAt} /></> : leftMs <= 0 ? "Audio has expired" : <>Audio deleted in <time dateTime={recording.expiresAt}>{timeLeftWords(leftMs)}</time></>}</p>
      <div className="hours" aria-hidden="true">{hours.map((hour) => <i key={hour} className={hour < gone ? "gone" : undefined} />)}</div>
      <p className="hint">The caller agreed to recording. What words were kept stay; the voice goes.</p>
      <Button size="small" className="justify-self-start" onClick={() => setAsked(true)}>Delete now</Button>
      <Dialog open={asked} onOpenChange={(open) => { setAsked(open); setFault(null); }} title="Delete the sound now?" description="It is gone from this server at once and cannot be brought back."
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" busy={busy && "Deleting"} onClick={() => void remove()}>Delete the sound</Button></>}>{fault ? <p role="alert" className="text-error">{fault}</p> : null}</Dialog>
    </div>
  );
}

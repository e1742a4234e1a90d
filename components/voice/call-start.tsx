"use client";
import Mic from "lucide-react/icons/mic";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { StartOptions } from "@/lib/client/call-controller";
import type { CallFailure } from "@/lib/client/call-state";
import { faultWords, type MicrophoneFault } from "@/lib/client/microphone-fault";

const SoundCheck = lazy(async () => ({ default: (await import("./sound-check")).SoundCheck }));

export interface CallStartProps {
  /** Someone who has not agreed to text by an account is asked for it here. */
  asksForText: boolean;
  again: boolean;
  fault: MicrophoneFault | null;
  failure: CallFailure | null;
  onStart(options: StartOptions): void;
}

/** Before the call: consent, checks, and two ways in. */
export function CallStart({ asksForText, again, fault, failure, onStart }: CallStartProps) {
  const [text, setText] = useState(false);
  const [audio, setAudio] = useState(false);
  const [checking, setChecking] = useState(false);
  const start = (voice: boolean) => onStart({ voice, consent: asksForText ? { audio, text } : audio ? { audio, text: true } : null });
  return (
    <div className="call-start">
      {failure ? <Note kind="error" title={failure.title}>{failure.cure}</Note> : null}
      {fault ? <Note kind="error" title={faultWords[fault].title}>{faultWords[fault].cure}</Note> : null}
      <div className="go">
        <Button kind="ink" size="call" onClick={() => start(true)}><Mic className="icon" aria-hidden />{again ? "Talk again" : "Talk"}</Button>
        <Button kind={fault ? "edge" : "quiet"} size="call" onClick={() => start(false)}>Rather type?</Button>
      </div>
      <div className="grid gap-3">
        {asksForText ? <Tick id="keep-text" label="Keep what is said, as text" hint="For whoever runs this agent. Without it nothing of the call is kept but its length and timings." checked={text} onChange={setText} /> : null}
        <Tick id="keep-audio" label="Record the sound" hint="Deleted after 24 hours. You can stop it during the call, which deletes it at once." checked={audio} onChange={setAudio} />
      </div>
      {checking
        ? <Suspense fallback={<div aria-busy="true" aria-label="Loading the sound check"><Skeleton width="60%" /></div>}><SoundCheck onClose={() => setChecking(false)} /></Suspense>
        : <div className="grid justify-items-start"><Button kind="quiet" size="small" className="-ml-[.6rem]" onClick={() => setChecking(true)}>Check microphone and loudspeaker</Button></div>}
    </div>
  );
}

function Tick({ id, label, hint, checked, onChange }: { id: string; label: string; hint: string; checked: boolean; onChange(checked: boolean): void }) {
  return (
    <div className="tick">
      <input type="checkbox" id={id} aria-describedby={`${id}-hint`} checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>{hint}</p>
    </div>
  );
}

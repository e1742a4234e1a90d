"use client";
import Mic from "lucide-react/icons/mic";
import Link from "next/link";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { StartOptions } from "@/lib/client/call-controller";
import type { CallFailure } from "@/lib/client/call-state";
import { standingWith } from "@/lib/client/consents";
import { callerTextVersion, consentTexts, type StandingConsent } from "@/lib/consent/schema";
import { faultWords, type MicrophoneFault } from "@/lib/client/microphone-fault";

const SoundCheck = lazy(async () => ({ default: (await import("./sound-check")).SoundCheck }));

export interface CallStartProps {
  /** The agent's slug. */
  agent: string;
  /** Someone who has not agreed to text by an account is asked for it here. */
  asksForText: boolean;
  again: boolean;
  fault: MicrophoneFault | null;
  failure: CallFailure | null;
  notice: ReactNode;
  onStart(options: StartOptions): void;
}

/** Before the call: consent, checks, and two ways in. */
export function CallStart({ agent, asksForText, again, fault, failure, notice, onStart }: CallStartProps) {
  const [text, setText] = useState(false);
  const [audio, setAudio] = useState(false);
  const [checking, setChecking] = useState(false);
  const standing = useStanding(agent, asksForText);
  const start = (voice: boolean) => onStart({ voice, consent: text || audio ? { audio, text: text || (audio && !asksForText) } : null });
  return (
    <div className="call-start">
      {failure ? null : notice}
      {failure ? <Note kind="error" title={failure.title}>{failure.cure}</Note> : null}
      {fault ? <Note kind="error" title={faultWords[fault].title}>{faultWords[fault].cure}</Note> : null}
      <div className="go">
        <Button kind="ink" size="call" onClick={() => start(true)}><Mic className="icon" aria-hidden />{again ? "Talk again" : "Talk"}</Button>
        <Button kind={fault ? "edge" : "quiet"} size="call" onClick={() => start(false)}>Rather type?</Button>
      </div>
      <div className="grid gap-3">
        {standing ? <Asked standing={standing} {...{ text, audio, setText, setAudio }} /> : <div aria-busy="true" aria-label="Looking up what you agreed to"><Skeleton width="60%" /></div>}
      </div>
      {checking
        ? <Suspense fallback={<div role="status" aria-label="Loading the sound check"><Skeleton width="60%" /></div>}><SoundCheck onClose={() => setChecking(false)} /></Suspense>
        : <div className="grid justify-items-start"><Button kind="quiet" size="small" className="-ml-[.6rem]" onClick={() => setChecking(true)}>Check microphone and loudspeaker</Button></div>}
    </div>
  );
}

/** What was agreed to before is not asked again. Where it cannot be looked up, everything is asked. */
function useStanding(agent: string, asksForText: boolean): StandingConsent | null {
  const [standing, setStanding] = useState<StandingConsent | null>(null);
  useEffect(() => {
    let gone = false;
    void standingWith(agent).catch(() => ({ text: !asksForText, audio: false })).then((found) => { if (!gone) setStanding(found); });
    return () => { gone = true; };
  }, [agent, asksForText]);
  return standing;
}

const words = consentTexts[callerTextVersion];
const agreedWords = ({ text, audio }: StandingConsent) => (text && audio ? "the words are kept and the sound is recorded" : text ? "the words are kept" : "the sound is recorded");

interface AskedProps { standing: StandingConsent; text: boolean; audio: boolean; setText(checked: boolean): void; setAudio(checked: boolean): void }

function Asked({ standing, text, audio, setText, setAudio }: AskedProps) {
  return (
    <>
      {standing.text || !words?.text ? null : <Tick id="keep-text" {...words.text} checked={text} onChange={setText} />}
      {standing.audio || !words?.audio ? null : <Tick id="keep-audio" {...words.audio} checked={audio} onChange={setAudio} />}
      {standing.text || standing.audio ? <p className="hint">You have agreed that {agreedWords(standing)} in calls with this agent. <Link href="/consent">See it, or take it back</Link></p> : null}
    </>
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

"use client";
import Mic from "lucide-react/icons/mic";
import { lazy, Suspense, useState } from "react";
import { sealRosette, sealStrokes } from "@/components/voice/figure-geometry";
import { VoiceFigure } from "@/components/voice/voice-figure";

const CallPanel = lazy(async () => ({ default: (await import("@/components/voice/call-panel")).CallPanel }));

/** The agent that every installation is seeded with. */
const demoAgent = { slug: "demo", name: "Harbour Bakery" };

const outer = sealRosette(6, 12, 95, 115);
const inner = sealRosette(3, 15, 64, 76);
const strokes = sealStrokes();

/** The seal on the first page, which becomes the call in its place. Loads nothing of the call before it is pressed. */
export function DemoCall({ agent = demoAgent }: { agent?: { slug: string; name: string } }) {
  const [voice, setVoice] = useState<boolean | null>(null);
  if (voice !== null) {
    return (
      <div className="talk talk--on">
        <Suspense fallback={<div className="grid place-items-center" aria-busy="true" aria-label="Opening the call"><VoiceFigure state="thinking" size={216} /></div>}>
          <CallPanel agent={agent} asksForText startWith={{ voice, consent: null }} />
        </Suspense>
      </div>
    );
  }
  return (
    <div className="talk">
      <div className="seal-ring">
        <svg className="vf vf--idle" viewBox="0 0 240 240" aria-hidden="true">
          <g className="ros"><path className="ro" d={outer} /></g>
          <path className="vf-main" d={strokes} />
          <path className="ro" d={inner} />
        </svg>
        <button className="go" type="button" aria-describedby="talk-terms" onClick={() => setVoice(true)}><Mic className="icon" aria-hidden /><span>Talk to<br />the demo</span></button>
      </div>
      <p className="terms" id="talk-terms">No account. Recorded only if you say so. Your browser asks for the microphone first. <button type="button" className="linklike" onClick={() => setVoice(false)}>Rather type?</button></p>
    </div>
  );
}

"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import type { CallController, CallSnapshot, StartOptions } from "@/lib/client/call-controller";
import { CallBar } from "./call-bar";
import { CallBoundary } from "./call-boundary";
import { CallClock } from "./call-clock";
import { CallNotices } from "./call-notices";
import { CallCaption, CallFigure } from "./call-stage";
import { CallStart } from "./call-start";
import { CallTranscript } from "./call-transcript";
import { endWords } from "./call-words";
import { useCall } from "./use-call";
import { useCallKeys } from "./use-call-keys";

const CallTimings = lazy(async () => ({ default: (await import("./call-timings")).CallTimings }));
const CallEvents = lazy(async () => ({ default: (await import("./call-events")).CallEvents }));
const CallKeys = lazy(async () => ({ default: (await import("./call-keys")).CallKeys }));

export interface CallPanelProps {
  agent: { slug: string; name: string };
  /** Talks to the draft instead of what is published. */
  version?: "draft";
  heading?: string;
  /** True for callers without an account of the workspace: they are asked before text is kept. */
  asksForText?: boolean;
  /** What to know before the call. */
  notice?: ReactNode;
  /** Begins at once; mount the panel in the click that asked for it. */
  startWith?: StartOptions;
  /** Shown once a call has ended. */
  afterCall?: (call: { conversationId: string; rate(rating: number): Promise<void> }) => ReactNode;
  className?: string;
}

/** A whole call: before, during and after. The page gives the height. */
export const CallPanel = (props: CallPanelProps) => <CallBoundary><Panel key={`${props.agent.slug}@${props.version ?? ""}`} {...props} /></CallBoundary>;

function Panel({ agent, version, heading, asksForText = false, notice, startWith, afterCall, className }: CallPanelProps) {
  const { controller, snapshot } = useCall({ slug: agent.slug, ...(version ? { version } : {}) });
  const [byKeyboard, setByKeyboard] = useState(startWith?.voice === false);
  useStart(controller, startWith);
  const { phase, failure, conversationId, endReason, startedAtMs } = snapshot.call;
  const title = heading ?? (version === "draft" ? "Call with the draft" : agent.name);
  const before = phase === "idle" || (startedAtMs === null && failure !== null);
  const over = phase === "ended" || (failure !== null && !before);
  const start = (options: StartOptions) => { setByKeyboard(!options.voice); void controller.start(options); };
  if (before) {
    return (
      <section className={clsx("call call--before", className)} aria-label="Call" data-state="idle">
        <header className="call-head"><h2>{title}</h2><span>not recording</span></header>
        <CallFigure controller={controller} snapshot={snapshot} />
        <CallStart agent={agent.slug} asksForText={asksForText} again={false} fault={snapshot.microphone.fault} failure={failure} notice={notice} onStart={start} />
      </section>
    );
  }
  return <RunningCall {...{ controller, snapshot, title, over, byKeyboard, className }} agentName={agent.name} ended={over ? (
    <div className="call-ended">
      <p role="status">{failure ? `${failure.title}. ${failure.cure}` : endWords(endReason)}</p>
      {conversationId ? <p className="hint"><Link href="/consent">What is kept of your calls, and how to take it back</Link></p> : null}
      {conversationId && afterCall ? afterCall({ conversationId, rate: controller.rate }) : null}
      <div className="flex flex-wrap justify-center gap-2"><Button kind="ink" onClick={() => start({ voice: true, consent: null })}>Talk again</Button><Button onClick={() => start({ voice: false, consent: null })}>Type instead</Button></div>
    </div>
  ) : null} />;
}

/** A call asked for before the panel was there, from the landing's seal. */
function useStart(controller: CallController, startWith: StartOptions | undefined): void {
  const asked = useRef(startWith);
  useEffect(() => { const options = asked.current; if (options) void controller.start(options); }, [controller]);
}

interface RunningCallProps { controller: CallController; snapshot: CallSnapshot; title: string; agentName: string; over: boolean; byKeyboard: boolean; ended: ReactNode; className: string | undefined }

function RunningCall({ controller, snapshot, title, agentName, over, byKeyboard, ended, className }: RunningCallProps) {
  const [captions, setCaptions] = useState(true);
  const [typing, setTyping] = useState(false);
  const [keysOpen, setKeysOpen] = useState<boolean | null>(null);
  const typeField = useRef<HTMLInputElement>(null);
  const { call } = snapshot;
  const name = call.agentName ?? agentName;
  useCallKeys(!over, {
    mute: () => controller.mute(!snapshot.muted), hold: controller.hold, type: () => typeField.current?.focus(),
    captions: () => setCaptions((shown) => !shown), end: controller.end, help: () => setKeysOpen(true),
  });
  const wait = <p className="call-scroll soft" aria-busy="true">Loading</p>;
  return (
    <section className={clsx("call", over && "call--over", className)} aria-label="Call">
      <header className="call-head"><h2>{title}</h2><Recording controller={controller} snapshot={snapshot} over={over} /><CallClock startedAtMs={call.startedAtMs} running={!over} /></header>
      <CallFigure controller={controller} snapshot={snapshot} />
      <div className="call-middle">{over ? ended : <><CallCaption call={call} shown={captions} /><CallNotices controller={controller} snapshot={snapshot} /></>}</div>
      <Tabs className="call-log" label="Call details" tabs={[
        { value: "transcript", label: "Transcript", content: <CallTranscript snapshot={snapshot} agentName={name} typing={typing} /> },
        { value: "timings", label: "Timings", content: <Suspense fallback={wait}><CallTimings call={call} /></Suspense> },
        { value: "events", label: "Events", content: <Suspense fallback={wait}><CallEvents call={call} /></Suspense> },
      ]} />
      {over ? null : <CallBar controller={controller} snapshot={snapshot} captions={captions} onCaptions={() => setCaptions(!captions)} onTyping={setTyping} onKeys={() => setKeysOpen(true)} typeField={typeField} byKeyboard={byKeyboard} />}
      {keysOpen === null ? null : <Suspense fallback={null}><CallKeys open={keysOpen} onOpenChange={setKeysOpen} /></Suspense>}
    </section>
  );
}

/** Whether sound is being kept, in words, and the switch for it. */
function Recording({ controller, snapshot, over }: { controller: CallController; snapshot: CallSnapshot; over: boolean }) {
  const { active } = snapshot.call.recording;
  if (over) return <span>{active ? "recorded" : "not recorded"}</span>;
  return (
    <>
      <span className={active ? "is-recorded" : undefined} role="status">{active ? "recorded" : "not recorded"}</span>
      <Button kind="quiet" size="small" onClick={() => controller.consent(active ? { audio: false } : { audio: true, text: true })}>{active ? "Stop and delete" : "Record"}</Button>
    </>
  );
}


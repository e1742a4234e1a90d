"use client";
import X from "lucide-react/icons/x";
import { useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import { faultWords } from "@/lib/client/microphone-fault";

const words = {
  echo: { title: "The microphone hears the agent", cure: "What it said came back and was not taken for you. Headphones help most; a quieter loudspeaker or another microphone too." },
  fallback: { title: "Another provider has taken over", cure: "One did not answer; the call goes on with the next." },
  "recording-failed": { title: "This call is not being recorded", cure: "The recording could not be kept. The call goes on." },
  "recording-off": { title: "This call is not being recorded", cure: "Whoever runs this agent keeps no sound. The call goes on." },
  "microphone-lost": { title: "The microphone has gone", cure: "Connect it again, or choose another in the microphone menu. You can type meanwhile." },
  handover: { title: "Your message has been kept for a person", cure: "" },
} as const;

/** What the caller should know now: one note at a time, the most pressing, so that the transcript stays in sight. */
export function CallNotices({ controller, snapshot }: { controller: CallController; snapshot: CallSnapshot }) {
  const { call, microphone } = snapshot;
  const notice = call.notices.find((each) => each.kind !== "idle");
  if (call.idleEndsAtMs !== null) return <div className="call-notices"><IdleNote endsAtMs={call.idleEndsAtMs} /></div>;
  if (microphone.fault && !microphone.open) return <div className="call-notices"><Note kind="error" title={faultWords[microphone.fault].title}>{faultWords[microphone.fault].cure}</Note></div>;
  if (!notice || notice.kind === "idle") return null;
  const { title, cure } = words[notice.kind];
  return (
    <div className="call-notices">
      <div className="relative">
        <Note kind={notice.kind === "handover" ? "plain" : "thinking"} title={title}>{cure}{notice.kind === "fallback" && notice.detail ? <> <span className="num">{notice.detail}</span></> : null}</Note>
        <IconButton label="Dismiss" className="!absolute right-1 top-1" onClick={() => controller.dismiss(notice.kind)}><X className="icon" aria-hidden /></IconButton>
      </div>
    </div>
  );
}

function IdleNote({ endsAtMs }: { endsAtMs: number }) {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => { const timer = setInterval(() => setNowMs(performance.now()), 500); return () => clearInterval(timer); }, []);
  return <Note kind="thinking" title={<>Still there? This call ends in <span className="num">{Math.max(0, Math.ceil((endsAtMs - nowMs) / 1_000))}</span> s</>}>Say anything, or type, to stay.</Note>;
}

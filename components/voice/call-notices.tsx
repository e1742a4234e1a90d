"use client";
import X from "lucide-react/icons/x";
import { useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import { faultWords } from "@/lib/client/microphone-fault";
import { noticeWords } from "./call-words";

/** What the caller should know now: one note at a time, the most pressing, so that the transcript stays in sight. */
export function CallNotices({ controller, snapshot }: { controller: CallController; snapshot: CallSnapshot }) {
  const { call, microphone } = snapshot;
  const notice = call.notices.find((each) => each.kind !== "idle");
  if (call.idleEndsAtMs !== null) return <div className="call-notices"><IdleNote endsAtMs={call.idleEndsAtMs} /></div>;
  if (microphone.fault && !microphone.open) return <div className="call-notices"><Note kind="error" title={faultWords[microphone.fault].title}>{faultWords[microphone.fault].cure}</Note></div>;
  if (!notice || notice.kind === "idle") return null;
  const { title, cure } = noticeWords[notice.kind];
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

import type { Metadata } from "next";
import "@/components/speech/speech.css";
import { SpeechPanes } from "@/components/speech/speech-panes";
import { requirePageActor } from "@/lib/api/page";
import { speechResultQuery } from "@/lib/speech/schema";
import { listSpeechResults } from "@/lib/speech/service";
import { listVoices } from "@/lib/voices/service";
import { privacyOf } from "@/lib/workspaces/service";

export const metadata: Metadata = { title: "Speech" };

export default async function SpeechPage() {
  const ctx = await requirePageActor("/speech");
  const list = (state: "ready" | "deleted") => listSpeechResults(ctx, speechResultQuery.parse({ state }));
  const [{ voices, fault }, kept, deleted, { recordingHours }] = await Promise.all([listVoices(ctx), list("ready"), list("deleted"), privacyOf(ctx, ctx.actor.workspaceId)]);
  return (
    <div className="wrap page">
      <div className="page-head"><h1 className="title">Speech</h1></div>
      <SpeechPanes voices={voices} fault={fault} kept={kept} deleted={deleted} keepHours={recordingHours} />
    </div>
  );
}

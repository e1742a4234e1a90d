"use client";
import { useState } from "react";
import type { Page } from "@/components/shell/use-more";
import { Note } from "@/components/ui/note";
import { Tabs } from "@/components/ui/tabs";
import { api } from "@/lib/sdk/client";
import type { SpeechResult, SpeechResultSummary } from "@/lib/speech/schema";
import type { VoiceOption } from "@/lib/voices/schema";
import { resultPath } from "./kept-detail";
import { KeptResults, useKept } from "./kept-results";
import { SpeakPane, type SpeakDraft } from "./speak-pane";
import { TranscribePane } from "./transcribe-pane";
import { useSpeaking } from "./use-speaking";
import { useTranscribing } from "./use-transcribing";

interface SpeechPanesProps { voices: readonly VoiceOption[]; fault: string | null; kept: Page<SpeechResultSummary>; deleted: Page<SpeechResultSummary>; /** How long this workspace keeps sound; 0: not at all. */ keepHours: number }

/** Both directions beside each other; what runs in one goes on while the other is looked at. */
export function SpeechPanes({ voices, fault, kept, deleted, keepHours }: SpeechPanesProps) {
  const [draft, setDraft] = useState<SpeakDraft>({ text: "", voice: voices[0]?.id ?? "", speed: 1, keep: false });
  const [keepFile, setKeepFile] = useState(false);
  const [lost, setLost] = useState(false);
  const results = useKept(kept, deleted);
  const add = async (id: string) => {
    try {
      const { text: _text, segments: _segments, ...summary } = await api.request<SpeechResult>("GET", resultPath(id));
      results.list.change((items) => (items.some((each) => each.id === id) ? items.map((each) => (each.id === id ? summary : each)) : [summary, ...items]));
      setLost(false);
    } catch { setLost(true); }
  };
  const speaking = useSpeaking((id) => void add(id));
  const transcribing = useTranscribing((id) => void add(id));
  return (
    <>
      <Tabs label="Direction" contentClassName="pt-6" tabs={[
        { value: "speak", label: "Text to speech", content: <SpeakPane voices={voices} fault={fault} draft={draft} onDraft={(part) => setDraft((before) => ({ ...before, ...part }))} speaking={speaking} keepHours={keepHours} /> },
        { value: "transcribe", label: "File to text", content: <TranscribePane keep={keepFile} onKeep={setKeepFile} transcribing={transcribing} onSaved={(id) => void add(id)} keepHours={keepHours} /> },
      ]} />
      {lost ? <Note kind="error" className="mt-6" title="The last result could not be kept">The place where sound is kept is full or does not answer. Download what you need of it before you leave this page.</Note> : null}
      <KeptResults {...results} keepHours={keepHours} />
    </>
  );
}

"use client";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import { useRef, useState } from "react";
import { clockTime } from "@/components/conversations/moments";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { api, messageOf } from "@/lib/sdk/client";
import type { SpeechSegment } from "@/lib/speech/schema";
import { srtOf, textOf, vttOf } from "@/lib/voice/subtitles";
import { saveFile } from "./save-file";

interface TranscriptEditorProps {
  segments: readonly SpeechSegment[];
  audioUrl: string;
  /** Of the downloads, without an ending. */
  name: string;
  /** Corrections are saved there; null: they live in this page alone. */
  keptId: string | null;
  onChange(segments: SpeechSegment[]): void;
  /** Corrections have reached the server. */
  onSaved?: (keptId: string) => void;
}

const exports = [["srt", "SRT", srtOf, "application/x-subrip"], ["vtt", "VTT", vttOf, "text/vtt"], ["txt", "Text", textOf, "text/plain;charset=utf-8"]] as const;

/** Words by segment, each to be heard and corrected; what is downloaded is the corrected text. */
export function TranscriptEditor({ segments, audioUrl, name, keptId, onChange, onSaved }: TranscriptEditorProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [atMs, setAtMs] = useState<number | null>(null);
  const [saved, setSaved] = useState<"yes" | "saving" | string | null>(null);
  const unsaved = useRef(new Map<number, string>());
  const current = atMs === null ? -1 : segments.findLastIndex(({ startMs }) => startMs <= atMs + 30);

  const toggle = (index: number) => {
    const element = audio.current;
    const segment = segments[index];
    if (!element || !segment) return;
    if (index === current && !element.paused) return element.pause();
    element.currentTime = segment.startMs / 1_000;
    void element.play().catch(() => setSaved("The sound could not be played. It may have been deleted; load the page again."));
  };
  const edit = (index: number, text: string) => {
    unsaved.current.set(index, text);
    onChange(segments.map((segment, at) => (at === index ? { ...segment, text } : segment)));
  };
  /** When a field is left: what was corrected meanwhile goes along, too. */
  const save = async () => {
    if (!keptId || unsaved.current.size === 0) return;
    const sent = unsaved.current;
    unsaved.current = new Map();
    setSaved("saving");
    try {
      await api.request("PATCH", `/api/v1/speech-results/${encodeURIComponent(keptId)}`, { body: { segments: [...sent].map(([index, text]) => ({ index, text })) } });
      setSaved("yes");
      onSaved?.(keptId);
    } catch (error) {
      unsaved.current = new Map([...sent, ...unsaved.current]);
      setSaved(messageOf(error));
    }
  };
  return (
    <div className="grid gap-4">
      <audio ref={audio} controls className="w-full" src={audioUrl} aria-label="The file" onTimeUpdate={(event) => setAtMs(event.currentTarget.currentTime * 1_000)} onPause={() => setAtMs(null)} />
      <ol className="speech-segments" aria-label="Segments">
        {segments.map(({ startMs, endMs, text }, index) => (
          <li key={`${startMs}-${index}`} aria-current={index === current ? "true" : undefined}>
            <Button kind="quiet" size="small" aria-label={`${index === current ? "Pause" : "Play from"} ${clockTime(startMs)}`} onClick={() => toggle(index)}>
              {index === current ? <Pause className="icon" aria-hidden /> : <Play className="icon" aria-hidden />}<span className="num">{clockTime(startMs)}</span>
            </Button>
            <Textarea rows={1} aria-label={`Words from ${clockTime(startMs)} to ${clockTime(endMs)}`} maxLength={4_000} value={text} onChange={(event) => edit(index, event.target.value)} onBlur={() => void save()} />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        {exports.map(([ending, label, written, type]) => <Button key={ending} onClick={() => saveFile(`${name}.${ending}`, written(segments), type)}>Download {label}</Button>)}
        {keptId ? <SavedLine state={saved} /> : <p className="hint">Corrections are in this page alone: download them before you leave.</p>}
      </div>
    </div>
  );
}

function SavedLine({ state }: { state: "yes" | "saving" | string | null }) {
  const fault = state !== null && state !== "yes" && state !== "saving";
  return <p className={fault ? "small text-error" : "hint"} role={fault ? "alert" : "status"}>{fault ? state : state === "yes" ? "Corrections are saved" : state === "saving" ? "Saving" : "Corrections are saved with what is kept."}</p>;
}

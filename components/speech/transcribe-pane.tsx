"use client";
import FileUp from "lucide-react/icons/file-up";
import Square from "lucide-react/icons/square";
import { clsx } from "clsx";
import { useEffect, useId, useState } from "react";
import { clockTime, durationWords, latencyWords } from "@/components/conversations/moments";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { KeepSwitch } from "./keep-switch";
import { TranscriptEditor } from "./transcript-editor";
import type { useTranscribing } from "./use-transcribing";

interface TranscribePaneProps { keep: boolean; onKeep(keep: boolean): void; transcribing: ReturnType<typeof useTranscribing>; onSaved(keptId: string): void; keepHours: number }

export function TranscribePane({ keep, onKeep, transcribing, keepHours, onSaved }: TranscribePaneProps) {
  const { state, fault, name, url, durationMs, segments, keptId, tookMs } = transcribing;
  const [over, setOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null) => { const file = files?.[0]; if (file) void transcribing.transcribe(file, keep); };
  return (
    <div className="grid gap-6">
      <div className="speech-grid">
        <div className={clsx("speech-drop", over && "speech-drop--over")} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}>
          <FileUp className="icon" aria-hidden />
          <label htmlFor={id} className="font-medium">Drop a sound file here, or choose one</label>
          <input id={id} type="file" accept="audio/*,.wav,.mp3,.ogg,.oga,.opus,.webm,.flac,.m4a,.mp4" aria-describedby={`${id}-hint`} onChange={(event) => { take(event.target.files); event.target.value = ""; }} />
          <p className="hint" id={`${id}-hint`}>WAV, MP3, Ogg, WebM, FLAC or M4A, up to 10 MB and 25 minutes. A server without ffmpeg reads WAV alone, and says so.</p>
        </div>
        <KeepSwitch what="The sound and its text" hours={keepHours} checked={keep} onChange={onKeep} />
      </div>
      {state === "working" ? <Working name={name} onCancel={transcribing.cancel} /> : null}
      {fault ? <Note kind="error" title={fault} /> : null}
      {state === "done" ? (
        <section className="grid gap-4" aria-label="Transcript">
          <p className="small soft" role="status">{name}: <span className="num">{durationWords(durationMs)}</span>, {segments.length === 0 ? "no words were found in it" : <><span className="num">{segments.length}</span> {segments.length === 1 ? "segment" : "segments"}</>}{tookMs === null ? "" : <>, in <span className="num">{latencyWords(tookMs)}</span></>}</p>
          {segments.length > 0 && url ? <TranscriptEditor key={url} segments={segments} audioUrl={url} name={name.replace(/\.\w+$/, "") || "transcript"} keptId={keptId} onChange={transcribing.setSegments} onSaved={onSaved} /> : null}
        </section>
      ) : null}
    </div>
  );
}

function Working({ name, onCancel }: { name: string; onCancel(): void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="grid gap-3">
      <p role="status">Listening to {name}</p>
      <progress className="speech-progress" aria-label="Transcription" />
      <div className="flex flex-wrap items-center gap-3"><Button size="small" onClick={onCancel}><Square className="icon" aria-hidden />Cancel</Button><span className="num small soft">{clockTime(seconds * 1_000)}</span></div>
    </div>
  );
}

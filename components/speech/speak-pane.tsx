"use client";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import Square from "lucide-react/icons/square";
import { useState } from "react";
import { clockTime, latencyWords } from "@/components/conversations/moments";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { api, messageOf } from "@/lib/sdk/client";
import { maxSpeechCharacters, type VoiceOption } from "@/lib/voices/schema";
import { KeepSwitch } from "./keep-switch";
import { saveFile } from "./save-file";
import type { useSpeaking } from "./use-speaking";
import { estimateMs, kindLabels, voiceTimeWords } from "./voice-words";

export interface SpeakDraft { text: string; voice: string; speed: number; keep: boolean }
interface SpeakPaneProps { voices: readonly VoiceOption[]; fault: string | null; draft: SpeakDraft; onDraft(part: Partial<SpeakDraft>): void; speaking: ReturnType<typeof useSpeaking>; keepHours: number }

export function SpeakPane({ voices, fault, draft, onDraft, speaking, keepHours }: SpeakPaneProps) {
  const { text, voice, speed, keep } = draft;
  const [missing, setMissing] = useState(false);
  const chosen = voices.find(({ id }) => id === voice) ?? voices[0];
  const kinds = [...new Set(voices.map(({ kind }) => kind))];
  const left = maxSpeechCharacters - text.length;
  const busy = speaking.state === "waiting" || speaking.state === "making";
  const speak = () => {
    setMissing(text.trim() === "");
    if (text.trim() !== "" && chosen) void speaking.speak({ input: text, voice: chosen.id, speed, keep });
  };
  return (
    <form className="speech-grid speech-grid--speak" onSubmit={(event) => { event.preventDefault(); if (!busy) speak(); }}>
      <div className="grid content-start gap-5">
        {fault ? <Note kind="thinking" title="The scripted voice speaks in place of the local ones">{fault}</Note> : null}
        <Field label="Text" error={missing && text.trim() === "" ? "Type something to say." : null} hint={<span className="num">{text.length.toLocaleString("en-GB")} of {maxSpeechCharacters.toLocaleString("en-GB")} characters{left === 0 ? ": no more fit" : ""}</span>}>
          <Textarea prose className="speech-text" value={text} maxLength={maxSpeechCharacters} placeholder="What is to be said" onChange={(event) => onDraft({ text: event.target.value })}
            onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !busy) { event.preventDefault(); speak(); } }} />
        </Field>
      </div>
      <div className="speech-act grid content-start gap-5">
        <div className="flex flex-wrap gap-2">
          {/* Two buttons, not one that changes: a press of the first must not submit as the second. */}
          {busy ? <Button key="cancel" kind="ink" onClick={speaking.cancel}><Square className="icon" aria-hidden />Cancel</Button> : <Button key="speak" kind="ink" type="submit">Speak</Button>}
        </div>
        <Outcome speaking={speaking} />
      </div>
      <div className="speech-choices grid content-start gap-5">
        {kinds.length > 1 && chosen ? <Segments legend="How it is made" value={chosen.kind} options={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))} onChange={(kind) => onDraft({ voice: voices.find((each) => each.kind === kind)?.id ?? "" })} /> : null}
        <Field label="Voice" hint={chosen ? voiceTimeWords(chosen) : undefined}>
          <Select value={chosen?.id} onChange={(event) => onDraft({ voice: event.target.value })}>{voices.filter(({ kind }) => kind === chosen?.kind).map(({ id, name, language }) => <option key={id} value={id}>{name}, {language}</option>)}</Select>
        </Field>
        <Field label={<>Pace <span className="num soft font-normal">{speed.toFixed(2)}×</span></>}>
          <input className="range" type="range" min={0.5} max={2} step={0.05} value={speed} style={{ ["--v" as string]: `${((speed - 0.5) / 1.5) * 100}%` }} onChange={(event) => onDraft({ speed: Number(event.target.value) })} />
        </Field>
        <KeepSwitch what="Text and sound" hours={keepHours} checked={keep} onChange={(wanted) => onDraft({ keep: wanted })} />
      </div>
    </form>
  );
}

function Outcome({ speaking }: Pick<SpeakPaneProps, "speaking">) {
  const { state, madeMs, heardMs, playing, paused, firstSoundMs, tookMs, file, request } = speaking;
  const [making, setMaking] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const mp3 = async () => {
    if (!request) return;
    setMaking(true);
    setFault(null);
    try { saveFile("speech.mp3", await (await api.raw("POST", "/v1/audio/speech", { body: { model: "local", ...request, keep: false, response_format: "mp3" } })).blob()); } catch (error) { setFault(messageOf(error)); }
    setMaking(false);
  };
  if (state === "idle") return null;
  const running = state === "waiting" || state === "making";
  return (
    <section className="grid gap-3 border-t border-rule pt-4" aria-label="What was made">
      {state === "failed" ? <Note kind="error" title={speaking.fault ?? ""} /> : null}
      <p className="small soft" role="status">{state === "waiting" ? "Making the first sound" : state === "making" ? "Speaking while the rest is made" : state === "made" ? "Made" : state === "cancelled" ? "Cancelled. Nothing was kept." : ""}</p>
      {running ? <progress className="speech-progress" aria-label="Sound made" value={state === "waiting" || !request ? undefined : Math.min(0.98, madeMs / estimateMs(request.input, request.speed))} max={1} /> : null}
      {firstSoundMs === null ? null : <p className="small"><span className="num">{clockTime(madeMs)}</span> of sound, the first after <span className="num">{latencyWords(firstSoundMs)}</span>{tookMs === null ? "" : <>, all in <span className="num">{latencyWords(tookMs)}</span></>}</p>}
      {playing ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small" onClick={() => void speaking.pause()}>{paused ? <Play className="icon" aria-hidden /> : <Pause className="icon" aria-hidden />}{paused ? "Go on" : "Pause"}</Button>
          <Button size="small" onClick={speaking.stop}><Square className="icon" aria-hidden />Silence</Button>
          <span className="num small soft">{clockTime(heardMs)} heard</span>
        </div>
      ) : null}
      {file ? (
        <>
          {playing ? null : <audio controls className="w-full" src={file.url} aria-label="The speech" />}
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => saveFile("speech.wav", file.blob)}>Download WAV</Button>
            <Button busy={making && "Making it"} onClick={() => void mp3()}>Download MP3</Button>
          </div>
          {fault ? <p role="alert" className="small text-error">{fault}</p> : null}
        </>
      ) : null}
    </section>
  );
}

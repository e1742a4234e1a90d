"use client";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { AgentDefinition } from "@/lib/agents/schema";
import type { VoiceOption } from "@/lib/voices/schema";
import { PairList } from "./pair-list";
import type { TabProps } from "./tab-props";
import { PlayVoice } from "./voice-preview";
import { lengthWords } from "./turn-words";

const kindWords: Record<VoiceOption["kind"], string> = {
  fast: "Local. Clear and quick.", fine: "Local. Finer, and slower to make.", cloud: "Cloud: what it says leaves this machine.", scripted: "A tone in place of a voice, for tests.",
};

const sampleWords = "Hello. This is how I sound when I answer you.";

export function VoiceTab({ definition, change, voices, fault }: TabProps & { voices: readonly VoiceOption[]; fault: string | null }) {
  const { voice } = definition;
  const set = (part: Partial<typeof voice>) => change({ voice: { ...voice, ...part } });
    const isChosen = (choice: VoiceOption) => choice.provider === voice.provider && choice.id === voice.voice;
  const near = voices.filter((choice) => choice.kind !== "fine" || isChosen(choice));
  const fine = voices.filter((choice) => choice.kind === "fine" && !isChosen(choice));
  const row = (choice: VoiceOption) => <VoiceRow key={`${choice.provider} ${choice.id}`} choice={choice} voice={voice} sample={sample} onChoose={() => set({ provider: choice.provider, voice: choice.id })} />;
  const sample = definition.greeting.trim() || sampleWords;
  return (
    <>
      {fault ? <Note kind="thinking" title="The scripted voice speaks in place of the local ones">{fault}</Note> : null}
      <fieldset>
        <legend>Voice</legend>
        <p className="hint mb-3">The figure is how long this machine took, at its start, to begin a short sentence.</p>
        <ul className="pick">
          {near.map(row)}
          {voices.some(isChosen) ? null : <li><input type="radio" name="voice" id="voice-other" checked readOnly /><label htmlFor="voice-other"><b className="font-medium">{voice.voice || "The provider’s own"}</b><small>{voice.provider}. Not on this server’s list; calls use the local voice where it cannot be had.</small></label></li>}
        </ul>
        {fine.length > 0 ? <details className="finer"><summary>{fine.length} finer local voices</summary><p className="hint">{fine.every((choice) => !choice.realTime) ? "Slower to make than to hear on this machine: for previews and files, not for calls." : kindWords.fine}</p><ul className="pick" tabIndex={0} aria-label="Finer voices">{fine.map(row)}</ul></details> : null}
      </fieldset>
      <Field label={<>Pace <span className="num soft font-normal">{voice.speed.toFixed(2)}×</span></>}>
        <input className="range" type="range" min={0.5} max={2} step={0.05} value={voice.speed} style={{ ["--v" as string]: `${((voice.speed - 0.5) / 1.5) * 100}%` }} onChange={(event) => set({ speed: Number(event.target.value) })} />
      </Field>
      <PairList title="Pronunciation" hint="Words that are spoken otherwise than they are written." first={{ key: "written", label: "Written", placeholder: "focaccia", says: "Write both." }} second={{ key: "spoken", label: "Spoken", placeholder: "foh-KAH-cha", says: "Write both." }}
        rows={definition.pronunciations} most={200} add="Add a word" onChange={(pronunciations: AgentDefinition["pronunciations"]) => change({ pronunciations })}
        extra={(row) => <PlayVoice label={`Play ${row.spoken || "this word"}`} disabled={row.spoken.trim() === ""} voice={voice.voice} speed={voice.speed} text={row.spoken} />} />
    </>
  );
}

interface VoiceRowProps { choice: VoiceOption; voice: AgentDefinition["voice"]; sample: string; onChoose(): void }

function VoiceRow({ choice, voice, sample, onChoose }: VoiceRowProps) {
  const id = `voice-${choice.provider}-${choice.id}`.replace(/[^\w-]/g, "-");
  const slow = choice.realTime ? "" : " Slower to make than to hear here: for previews, not for calls.";
  return (
    <li>
      <input type="radio" name="voice" id={id} checked={choice.provider === voice.provider && choice.id === voice.voice} onChange={onChoose} />
      <label htmlFor={id}><b className="font-medium">{choice.name}</b><small>{kindWords[choice.kind]}{slow}</small></label>
      <span className="num small soft">{choice.firstAudioMs === null ? <span className="faint">not measured</span> : lengthWords(Math.round(choice.firstAudioMs))}</span>
      <PlayVoice label={`Play ${choice.name}`} voice={choice.id} speed={voice.speed} text={sample} />
    </li>
  );
}

"use client";
import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Segments } from "@/components/ui/segments";
import { SwitchRow } from "@/components/ui/switch";
import type { AgentDefinition } from "@/lib/agents/schema";
import type { TabProps } from "./tab-props";
import { boundsFault, lengthWords } from "./turn-words";

type TurnTaking = AgentDefinition["turnTaking"];
type Figure = { [K in keyof TurnTaking]: TurnTaking[K] extends number ? K : never }[keyof TurnTaking];
/** Least and most of each figure. */
export type TurnLimits = Partial<Record<string, readonly [number, number]>>;

const figures: readonly { name: Figure; label: string; hint: string; unitMs: number; unit: string }[] = [
  { name: "silenceMs", label: "Silence before an answer", hint: "After words that sound and read finished.", unitMs: 1, unit: "ms" },
  { name: "maxHoldMs", label: "Longest wait for the rest", hint: "Where the caller seems to be in the middle of a sentence.", unitMs: 1, unit: "ms" },
  { name: "interruptMs", label: "Speech that stops the agent", hint: "Shorter sounds, such as coughs, stop nothing.", unitMs: 1, unit: "ms" },
  { name: "replyTimeoutMs", label: "Longest thought", hint: "After this the agent says aloud that something went wrong.", unitMs: 1_000, unit: "s" },
  { name: "idleMs", label: "Silence of both sides", hint: "The agent asks once; after as much again the call ends.", unitMs: 1_000, unit: "s" },
  { name: "maxDurationMs", label: "Longest call", hint: "The call ends then, with a goodbye.", unitMs: 60_000, unit: "min" },
];

export function TurnTab({ definition, change, limits }: TabProps & { limits: TurnLimits }) {
  const turns = definition.turnTaking;
  const set = (part: Partial<TurnTaking>) => change({ turnTaking: { ...turns, ...part } });
  return (
    <>
      <div><Segments legend="Patience" value={turns.patience} onChange={(patience) => set({ patience })} options={[{ value: "eager", label: "Quick" }, { value: "normal", label: "Balanced" }, { value: "patient", label: "Patient" }]} />
        <p className="hint mt-2">How long a pause may be before the agent takes the turn.</p></div>
      <div><Segments legend="What ends a turn" value={turns.endpointing} onChange={(endpointing) => set({ endpointing })} options={[{ value: "semantic", label: "Sense" }, { value: "silence", label: "Silence" }, { value: "manual", label: "A button" }]} />
        <p className="hint mt-2">Sense: sound, words and silence together. Silence: silence alone. A button: the caller holds to talk.</p></div>
      <SwitchRow label="Stop when the caller speaks" hint="What was not heard is struck from memory." checked={turns.interruptible} onChange={(event) => set({ interruptible: event.target.checked })} />
      <div className="figure-rows">
        {figures.map((figure) => <FigureRow key={figure.name} {...figure} value={turns[figure.name]} bounds={limits[figure.name] ?? [0, Number.MAX_SAFE_INTEGER]} onChange={(value) => set({ [figure.name]: value })} />)}
      </div>
    </>
  );
}

interface FigureRowProps { label: string; hint: string; unitMs: number; unit: string; value: number; bounds: readonly [number, number]; onChange(value: number): void }

/** A figure in its own unit. One that is out of bounds stays in the field, says so, and is not kept. */
function FigureRow({ label, hint, unitMs, unit, value, bounds, onChange }: FigureRowProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? String(value / unitMs);
  const ms = shown.trim() === "" ? Number.NaN : Math.round(Number(shown) * unitMs);
  const fault = boundsFault(ms, bounds);
  const type = (text: string) => {
    const next = text.trim() === "" ? Number.NaN : Math.round(Number(text) * unitMs);
    setTyped(text);
    if (!boundsFault(next, bounds)) onChange(next);
  };
  return (
    <div className="figure-row">
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>{hint} {lengthWords(bounds[0])} to {lengthWords(bounds[1])}.</p>
      {fault ? <p className="err" id={`${id}-err`} role="alert">{fault} The agent keeps {lengthWords(value)}.</p> : null}
      <span className="unit"><Input id={id} inputMode="decimal" className="num" value={shown} aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-err ${id}-hint` : `${id}-hint`} onChange={(event) => type(event.target.value)} onBlur={() => { if (!fault) setTyped(null); }} /><span className="faint small">{unit}</span></span>
    </div>
  );
}

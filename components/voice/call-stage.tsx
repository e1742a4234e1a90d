"use client";
import { useCallback } from "react";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import type { CallPhase, CallState } from "@/lib/client/call-state";
import type { FigureState } from "./figure-geometry";
import { captionWords, SpokenWords, wordsOf } from "./spoken-words";
import { VoiceFigure } from "./voice-figure";

const figureOf: Record<CallPhase, FigureState> = { idle: "idle", connecting: "thinking", listening: "listening", thinking: "thinking", speaking: "speaking", error: "error", reconnecting: "thinking", ended: "idle" };
const wordOf: Record<CallPhase, string> = { idle: "Ready", connecting: "Connecting", listening: "Listening", thinking: "Thinking", speaking: "Speaking", error: "Error", reconnecting: "Reconnecting", ended: "Ended" };

/** The figure with the state as a word in it. */
export function CallFigure({ controller, snapshot }: { controller: CallController; snapshot: CallSnapshot }) {
  const { phase, turns } = snapshot.call;
  const state = figureOf[phase];
  const level = useCallback(() => (state === "speaking" ? controller.levels.speaker : controller.levels.microphone), [controller, state]);
  const muted = phase === "listening" && (snapshot.microphone.open ? snapshot.muted && !snapshot.talking : true);
  const replies = turns.filter((turn) => turn.role === "agent").length;
  return (
    <div className="voice" data-state={state}>
      <div className="voice-ring">
        <VoiceFigure state={state} size={216} {...(state === "idle" ? {} : { level })} />
        <div className="says">
          <p className="word" role="status">{wordOf[phase]}</p>
          {phase === "idle" ? null : <p className="num">{muted ? (snapshot.microphone.open ? "muted" : "by keyboard") : replies > 0 && phase !== "ended" ? `turn ${replies}` : "\u00a0"}</p>}
        </div>
      </div>
    </div>
  );
}

/** What is being said now, in two lines; it keeps its height when there is nothing. Read out by the transcript, never twice. */
export function CallCaption({ call, shown }: { call: CallState; shown: boolean }) {
  return <p className="caption" aria-live="off">{shown ? <span>{captionOf(call)}</span> : null}</p>;
}

function captionOf(call: CallState) {
  const audible = call.turns.find((turn) => turn.responseId !== null && turn.responseId === call.audibleResponseId);
  if (audible) return <SpokenWords words={captionWords(wordsOf(audible), audible.playedMs)} playedMs={audible.playedMs} />;
  const last = call.turns.at(-1);
  if (last?.role === "caller" && last.text) return <span className="w-said">{lastWords(last.text)}</span>;
  if (last?.role === "agent" && last.text) return <span className="soft">{lastWords(last.heardText ?? last.text)}</span>;
  return call.phase === "listening" ? <span className="hint">Say something, or type below.</span> : null;
}

/** The last sentence, or its last twenty words. A point inside a figure ends nothing. */
export function lastWords(text: string): string {
  const sentence = text.trim().split(/(?<=[.!?…]["”’)]?)\s+/).at(-1) ?? text;
  return sentence.trim().split(/\s+/).slice(-20).join(" ");
}

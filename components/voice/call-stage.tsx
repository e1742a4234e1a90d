"use client";
import { useCallback } from "react";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import type { CallState } from "@/lib/client/call-state";
import { captionWords, figureOf, lastWords, wordOf, wordsOf } from "./call-words";
import { SpokenWords } from "./spoken-words";
import { VoiceFigure } from "./voice-figure";

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


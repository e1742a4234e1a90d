"use client";
import Wrench from "lucide-react/icons/wrench";
import { memo, useId, useState } from "react";
import { Chip } from "@/components/ui/chip";
import type { CallTurn } from "@/lib/client/call-state";
import { unheardRest } from "@/lib/client/word-times";
import { clockText } from "./call-clock";
import { SpokenWords, wordsOf } from "./spoken-words";
import { Waterfall } from "./waterfall";

/** One entry of the transcript. */
export const TurnItem = memo(function TurnItem({ turn, agentName, audible, name }: { turn: CallTurn; agentName: string; audible: boolean; name: string }) {
  if (turn.role === "tool") return <ToolItem turn={turn} />;
  if (turn.role === "caller") {
    return (
      <article className="turn">
        <header><b>You</b><time className="num">{clockText(turn.atMs)}</time></header>
        <p>{turn.text || (turn.partial ? <span className="faint">…</span> : <span className="faint">{turn.outcome === "failed" ? "This could not be understood." : "Nothing was understood."}</span>)}</p>
      </article>
    );
  }
  return <AgentTurn turn={turn} agentName={agentName} audible={audible} name={name} />;
});

function AgentTurn({ turn, agentName, audible, name }: { turn: CallTurn; agentName: string; audible: boolean; name: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const gapMs = turn.trace?.firstAudioMs ?? null;
  const unheard = turn.outcome === "interrupted" && turn.heardText !== null ? unheardRest(turn.text, turn.heardText) : "";
  return (
    <article className={`turn turn--agent${audible ? " is-live" : ""}`}>
      <header>
        <b>{agentName}</b><time className="num">{clockText(turn.atMs)}</time>
        {turn.trace && gapMs !== null ? <span className="chipbox"><Chip open={open} aria-controls={id} aria-label={`${Math.round(gapMs)} ms to first audio, ${name}, waterfall`} onClick={() => setOpen(!open)}>{Math.round(gapMs)} ms</Chip></span> : null}
      </header>
      <p>
        {audible ? <SpokenWords words={wordsOf(turn)} playedMs={turn.playedMs} /> : unheard ? <>{turn.heardText} <del><span className="sr">Not heard: </span>{unheard}</del></> : turn.text || <span className="faint">…</span>}
      </p>
      {unheard ? <p className="why">Interrupted. Heard <span className="num">{(turn.playedMs / 1_000).toFixed(1)}</span> s</p> : null}
      {turn.outcome === "failed" ? <p className="why">The answer failed on the way; what you heard says so.</p> : null}
      {turn.trace && open ? <div className="wfbox" id={id}><Waterfall trace={turn.trace} name={name} /></div> : null}
    </article>
  );
}

function ToolItem({ turn }: { turn: CallTurn }) {
  const { tool } = turn;
  if (!tool) return null;
  return (
    <div className="tool" role="group" aria-label={`Tool call, ${tool.name}`}>
      <Wrench className="icon" aria-hidden />
      <span className="name">{tool.name}</span>
      <span className="num faint">{tool.failed ? "failed" : tool.output === null ? "running" : "done"}</span>
      {tool.arguments ? <span className="code"><b>asked</b>{tool.arguments}</span> : null}
      {tool.output ? <span className="code"><b>got</b>{tool.output}</span> : null}
    </div>
  );
}

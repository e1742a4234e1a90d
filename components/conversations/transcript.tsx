"use client";
import { clsx } from "clsx";
import Wrench from "lucide-react/icons/wrench";
import type { Conversation, Turn } from "@/lib/conversations/schema";
import { litWords, splitHeard } from "./heard-words";
import { clockTime, endedBy, latencyWords } from "./moments";
import { endOf, type TurnFigures } from "./turn-figures";

export interface TranscriptProps {
  conversation: Conversation;
  figures: readonly TurnFigures[];
  chosenId: string | null;
  /** Null while nothing has been played. */
  atMs: number | null;
  onChoose(turnId: string): void;
}

export function Transcript({ conversation, figures, chosenId, atMs, onChoose }: TranscriptProps) {
  const { turns, agentName, endedAt, endReason } = conversation;
  return (
    <section className="tr" aria-labelledby="h-tr">
      <div className="pane-head"><h2 className="head" id="h-tr">Transcript</h2></div>
      {conversation.textConsent && endedAt && turns.length > 0 && turns.every((turn) => turn.generatedText === null) ? <p className="hint mb-2">The words of this call were deleted when the workspace’s time for them was over. Timings hold no words, and are kept.</p> : null}
      {conversation.textConsent ? null : <p className="hint mb-2">The words of this call were not kept: the caller did not agree to it, or took it back. Timings hold no words, and are kept.</p>}
      {turns.length === 0 ? <p className="soft">Nothing was said.</p> : null}
      {turns.map((turn) => turn.role === "tool"
        ? <ToolCall key={turn.id} turn={turn} />
        : <Said key={turn.id} turn={turn} agentName={agentName} kept={conversation.textConsent} figure={figures.find((one) => one.turn.id === turn.id) ?? null} chosen={turn.id === chosenId} atMs={atMs} onChoose={onChoose} />)}
      {endedAt ? <p className="hint mt-3 border-t border-rule pt-3">Ended after <span className="num">{clockTime(Date.parse(endedAt) - Date.parse(conversation.startedAt))}</span>. Ended by: {endedBy(endReason)}.</p> : <p className="hint mt-3" role="status">This call is still running. Load the page again for more.</p>}
    </section>
  );
}

interface SaidProps { turn: Turn; agentName: string; kept: boolean; figure: TurnFigures | null; chosen: boolean; atMs: number | null; onChoose(turnId: string): void }

function Said({ turn, agentName, kept, figure, chosen, atMs, onChoose }: SaidProps) {
  const agent = turn.role === "agent";
  const live = agent && atMs !== null && turn.startedMs <= atMs && atMs < endOf(turn);
  return (
    <article className={clsx("turn", agent && "turn--agent", live && "is-live", chosen && "sel")}>
      <header>
        <b>{agent ? agentName : "Caller"}</b><time className="num">{clockTime(turn.startedMs)}</time>
        {figure?.totalMs !== null && figure ? <button type="button" className="chip chipbox" aria-pressed={chosen} aria-label={`${latencyWords(figure.totalMs)}, turn ${figure.number}, waterfall`} onClick={() => onChoose(turn.id)}>{latencyWords(figure.totalMs)}</button> : null}
      </header>
      <Words turn={turn} kept={kept} atMs={atMs} />
      {turn.fault ? <p className="why text-error">Failed: {turn.fault}</p> : null}
    </article>
  );
}

function Words({ turn, kept, atMs }: { turn: Turn; kept: boolean; atMs: number | null }) {
  const text = turn.generatedText ?? turn.heardText;
  const cut = turn.outcome === "interrupted" ? <p className="why border-0!">Interrupted.{turn.heardMs !== null && turn.audioMs !== null ? <> Heard <span className="num">{(turn.heardMs / 1_000).toFixed(1)}</span> of <span className="num">{(turn.audioMs / 1_000).toFixed(1)}</span> s; the agent remembers only what was heard.</> : null}</p> : null;
  if (text === null || text === "") return <><p className="faint">{kept ? "No words." : "Words not kept."}</p>{cut}</>;
  const { heard, unheard } = turn.role === "agent" ? splitHeard(text, turn.heardText) : { heard: text, unheard: "" };
  return (
    <>
      <p>
        <Lit text={heard} turn={turn} atMs={atMs} />
        {unheard.trim() ? <>{" "}<del><span className="sr">Not heard: </span>{unheard.trim()}</del>{" "}<span className="tag">not heard</span></> : null}
      </p>
      {cut}
    </>
  );
}

/** Words before playback's place are said, the one that sounds is lit, the rest wait. */
function Lit({ text, turn, atMs }: { text: string; turn: Turn; atMs: number | null }) {
  if (atMs === null || atMs >= endOf(turn)) return text;
  if (atMs < turn.startedMs) return <span className="w-next">{text}</span>;
  if (turn.role !== "agent" || !turn.wordStartsMs) return <span className="w-now">{text}</span>;
  const words = litWords(text, turn.wordStartsMs, atMs - turn.startedMs);
  return words.map((word, index) => <span key={index}>{index > 0 ? " " : ""}<span className={`w-${word.state}`}>{word.text}</span></span>);
}

function ToolCall({ turn }: { turn: Turn }) {
  const { tool } = turn;
  if (!tool) return null;
  return (
    <div className="tool" role="group" aria-label={`Tool call ${tool.name}`}>
      <Wrench className="icon" aria-hidden /><span className="name">{tool.name}</span><span className="num faint">{tool.elapsedMs === null ? "" : latencyWords(tool.elapsedMs)}</span>
      <span className="code"><b>asked</b>{tool.arguments || "nothing"}</span>
      <span className="code"><b>{tool.failed ? "failed" : "got"}</b>{tool.output ?? "nothing yet"}</span>
    </div>
  );
}

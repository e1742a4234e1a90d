"use client";
import Download from "lucide-react/icons/download";
import Trash from "lucide-react/icons/trash-2";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { Conversation, RecordingSummary } from "@/lib/conversations/schema";
import type { Receipt as ReceiptShape } from "@/lib/recordings/schema";
import { messageOf } from "@/lib/sdk/client";
import { conversationPath, deleteConversation } from "./conversation-requests";
import { Expiry } from "./expiry";
import { channelName, durationWords, elapsedMs, endedBy, latencyWords } from "./moments";
import { Receipt } from "./receipt";
import { ReplayPlayer } from "./replay-player";
import { Transcript } from "./transcript";
import { turnFigures } from "./turn-figures";
import { TurnPane, TurnTable } from "./turn-pane";
import { useReplay } from "./use-replay";

export function ConversationView({ conversation, receipts }: { conversation: Conversation; receipts: readonly ReceiptShape[] }) {
  const figures = turnFigures(conversation.turns);
  const [chosenId, setChosenId] = useState<string | null>(figures.findLast((one) => one.trace.source === "speech")?.turn.id ?? figures[0]?.turn.id ?? null);
  const [recording, setRecording] = useState(conversation.recording);
  const replay = useReplay();
  const say = useToast();
  const router = useRouter();
  const choose = (turnId: string) => {
    const turn = conversation.turns.find((one) => one.id === turnId);
    setChosenId(turnId);
    if (turn && replay.atMs !== null) replay.seek(turn.startedMs);
  };
  const forget = () => {
    setRecording((before) => (before ? { ...before, state: "deleted", deletedAt: new Date().toISOString() } : null));
    say("The sound is deleted");
    router.refresh();
  };
  return (
    <div className="wrap conv">
      <p className="crumb"><Link href="/conversations">Conversations</Link> / <LocalTime at={conversation.startedAt} /></p>
      <div className="conv-head"><h1 className="title">{conversation.title ?? `Call with ${conversation.agentName}`}</h1><Actions conversation={conversation} /></div>
      <Facts conversation={conversation} />
      {recording?.state === "ready" ? (
        <section className="replay" aria-label="Replay"><ReplayPlayer recording={recording} agentName={conversation.agentName} replay={replay} /><Expiry recording={recording} onDeleted={forget} /></section>
      ) : <p className="no-sound">{soundWords(recording, conversation.audioConsent)}</p>}
      {receipts.map((receipt) => <Receipt key={receipt.id} receipt={receipt} />)}
      <div className="two">
        <Transcript conversation={conversation} figures={figures} chosenId={chosenId} atMs={recording?.state === "ready" ? replay.atMs : null} onChoose={choose} />
        <div className="aside"><TurnPane figure={figures.find((one) => one.turn.id === chosenId) ?? null} /><TurnTable figures={figures} chosenId={chosenId} onChoose={choose} /></div>
      </div>
    </div>
  );
}

function soundWords(recording: RecordingSummary | null, consent: boolean) {
  if (recording?.state === "deleted") return recording.deletedAt ? <>The sound was deleted on <LocalTime at={recording.deletedAt} />.</> : "The sound was deleted.";
  if (recording) return "The sound is still being written. Load the page again in a moment.";
  return consent ? "There is no sound of this call, although the caller agreed to it." : "No sound is kept: the caller did not agree to recording, or took it back.";
}

function Facts({ conversation }: { conversation: Conversation }) {
  const lengthMs = elapsedMs(conversation.startedAt, conversation.endedAt);
  return (
    <dl className="facts">
      <div><dt>Agent</dt><dd><Link href={`/agents/${conversation.agentId}`}>{conversation.agentName}</Link> <span className="num">{conversation.agentVersion === null ? "draft" : `v${conversation.agentVersion}`}</span></dd></div>
      <div><dt>Started</dt><dd className="num"><LocalTime at={conversation.startedAt} /></dd></div>
      <div><dt>Length</dt><dd className="num">{lengthMs === null ? "running" : durationWords(lengthMs)}</dd></div>
      <div><dt>Turns</dt><dd className="num">{conversation.turnCount}</dd></div>
      <div><dt>Median reply</dt><dd className="num">{conversation.medianFirstAudioMs === null ? "–" : latencyWords(conversation.medianFirstAudioMs)}</dd></div>
      <div><dt>Interruptions</dt><dd className="num">{conversation.interruptionCount}</dd></div>
      <div><dt>By</dt><dd>{channelName(conversation.channel)}</dd></div>
      <div><dt>Ended by</dt><dd>{endedBy(conversation.endReason)}</dd></div>
      {conversation.rating === null ? null : <div><dt>Rated</dt><dd className="num">{conversation.rating} of 5</dd></div>}
    </dl>
  );
}

function Actions({ conversation }: { conversation: Conversation }) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const router = useRouter();
  const remove = async () => {
    setBusy(true);
    try { await deleteConversation(conversation.id); router.push("/conversations"); router.refresh(); } catch (error) { setFault(messageOf(error)); setBusy(false); }
  };
  return (
    <div className="acts">
      <a className={buttonClass()} href={conversationPath(conversation.id)} download={`${conversation.id}.json`}><Download className="icon" aria-hidden />Export</a>
      <Dialog open={asked} onOpenChange={(open) => { setAsked(open); setFault(null); }} title="Delete this conversation?" description="Its words, timings and sound are gone at once. This cannot be undone." trigger={<Button><Trash className="icon" aria-hidden />Delete</Button>}
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" busy={busy && "Deleting"} onClick={() => void remove()}>Delete the conversation</Button></>}>{fault ? <p role="alert" className="text-error">{fault}</p> : null}</Dialog>
    </div>
  );
}

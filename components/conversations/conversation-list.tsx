"use client";
import Link from "next/link";
import { LocalTime } from "@/components/shell/local-time";
import { useMore, type Page } from "@/components/shell/use-more";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { ConversationSummary } from "@/lib/conversations/schema";
import type { QueryValue } from "@/lib/sdk/client";
import { channelName, durationWords, elapsedMs, latencyWords } from "./moments";

export function ConversationList({ first, query }: { first: Page<ConversationSummary>; query: Record<string, QueryValue> }) {
  const list = useMore("/api/v1/conversations", first, query);
  return (
    <>
      {list.fault ? <Note kind="error" className="mb-4" title={list.fault} /> : null}
      <table className="table list">
        <thead><tr><th scope="col">Conversation</th><th scope="col" className="wide">Agent</th><th scope="col" className="wide">By</th><th scope="col" className="r wide">Length</th><th scope="col" className="r wide">Turns</th><th scope="col" className="r">Median reply</th></tr></thead>
        <tbody>{list.items.map((one) => <Row key={one.id} conversation={one} />)}</tbody>
      </table>
      {list.hasMore ? <Button className="mt-5" busy={list.busy && "Loading"} onClick={() => void list.more()}>Show more</Button> : null}
    </>
  );
}

function Row({ conversation: one }: { conversation: ConversationSummary }) {
  const lengthMs = elapsedMs(one.startedAt, one.endedAt);
  return (
    <tr>
      <th scope="row"><Link className="row-link" href={`/conversations/${one.id}`}>{one.title ?? "Call"}</Link><span className="hint block"><LocalTime at={one.startedAt} /><span className="narrow">, {one.agentName}</span></span></th>
      <td className="wide">{one.agentName} <span className="num faint">{one.agentVersion === null ? "draft" : `v${one.agentVersion}`}</span></td>
      <td className="wide">{channelName(one.channel)}</td>
      <td className="r num wide">{lengthMs === null ? "running" : durationWords(lengthMs)}</td>
      <td className="r num wide">{one.turnCount}</td>
      <td className="r num">{one.medianFirstAudioMs === null ? "–" : latencyWords(one.medianFirstAudioMs)}</td>
    </tr>
  );
}

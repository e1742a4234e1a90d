"use client";
import { CallPanel } from "@/components/voice/call-panel";
import { CallRating } from "@/components/voice/call-rating";

/** A member of the workspace has agreed to text by their account; everybody else is asked. */
export const TalkPanel = ({ agent, own }: { agent: { slug: string; name: string }; own: boolean }) =>
  <CallPanel agent={agent} asksForText={!own} afterCall={({ conversationId, rate }) => <CallRating key={conversationId} onRate={rate} />} />;

"use client";
import type { ReactNode } from "react";
import { CallPanel } from "@/components/voice/call-panel";
import { CallRating } from "@/components/voice/call-rating";

/** A member of the workspace has agreed to text by their account; everybody else is asked. */
export const TalkPanel = ({ agent, own, notice }: { agent: { slug: string; name: string }; own: boolean; notice: ReactNode }) =>
  <CallPanel agent={agent} asksForText={!own} notice={notice} afterCall={({ conversationId, rate }) => <CallRating key={conversationId} onRate={rate} />} />;

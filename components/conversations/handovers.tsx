"use client";
import Link from "next/link";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import type { Handover } from "@/lib/handovers/schema";
import { api, messageOf } from "@/lib/sdk/client";

/** What callers asked a person to know, until somebody has read it. */
export function Handovers({ first }: { first: Handover[] }) {
  const [left, setLeft] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const read = async (handover: Handover) => {
    try {
      await api.request("PATCH", `/api/v1/handovers/${encodeURIComponent(handover.id)}`, { body: { read: true } });
      setLeft((before) => before.filter(({ id }) => id !== handover.id));
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
  };
  if (left.length === 0) return null;
  return (
    <section className="mb-8" aria-labelledby="h-handovers">
      <h2 className="head mb-2" id="h-handovers">Left for a person</h2>
      {fault ? <p role="alert" className="small text-error mb-2">{fault}</p> : null}
      <ul>
        {left.map((handover) => (
          <li key={handover.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-rule py-3">
            <p className="min-w-0 flex-1">{handover.message ?? <span className="faint">The words were not kept: the caller did not agree to it.</span>}<span className="hint block"><Link href={`/conversations/${handover.conversationId}`}>Call with {handover.agentName}</Link>, <LocalTime at={handover.createdAt} /></span></p>
            <Button size="small" aria-label={`Done: ${handover.message ?? "message without words"}`} onClick={() => void read(handover)}>Done</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { AgentDetail } from "@/lib/agents/schema";
import { loadAgent, saveAgent } from "./agent-requests";
import { createDraftSaver, type DraftSaver, type DraftState } from "./draft-saver";

/** The draft in this page, saving itself; it saves a last time when the page is left. */
export function useDraft(agent: AgentDetail): { draft: DraftState; saver: DraftSaver } {
  const [saver] = useState(() => createDraftSaver(agent, {
    save: (change, keepalive) => saveAgent(agent.id, change, keepalive), load: () => loadAgent(agent.id), nowIso: () => new Date().toISOString(),
  }));
  useEffect(() => {
    const leave = () => saver.leave();
    addEventListener("pagehide", leave);
    return () => { removeEventListener("pagehide", leave); void saver.flush(); };
  }, [saver]);
  const draft = useSyncExternalStore(saver.subscribe, saver.state, saver.state);
  return { draft, saver };
}

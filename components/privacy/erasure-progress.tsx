"use client";
import Check from "lucide-react/icons/check";
import { useEffect, useState } from "react";
import { useLinkToken } from "@/components/auth/use-link-token";
import { Note } from "@/components/ui/note";
import type { ErasureStatus } from "@/lib/privacy/schema";
import { api, isApiError, messageOf } from "@/lib/sdk/client";

const askEveryMs = 1_500;
const stateWords = { waiting: "waiting", working: "under way", done: "done" } as const;

/** Asks until all is done, also when the server is away for a while. */
function useProgress(token: string | null): { status: ErasureStatus | null; fault: string | null; over: boolean } {
  const [status, setStatus] = useState<ErasureStatus | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!token) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const next = await api.request<ErasureStatus>("POST", "/api/v1/erasures/status", { body: { token }, signal: stop.signal });
        setStatus(next);
        setFault(null);
        if (next.state === "done") return;
      } catch (error) {
        if (stop.signal.aborted) return;
        if (isApiError(error) && (error.code === "link_used" || error.code === "validation_failed")) return setOver(true);
        setFault(messageOf(error));
      }
      timer = setTimeout(() => void ask(), askEveryMs);
    };
    void ask();
    return () => { stop.abort(); clearTimeout(timer); };
  }, [token]);
  return { status, fault, over: over || token === "" };
}

export function ErasureProgress() {
  const { status, fault, over } = useProgress(useLinkToken());
  if (over) return <Note title="There is nothing to see here any more"><p>A day after a deletion is done, all that is left of it is that it was done.</p></Note>;
  return (
    <>
      {fault ? <Note kind="thinking" title={fault}><p>The deletion goes on without this page.</p></Note> : null}
      {status?.state === "done"
        ? <div role="status"><Note title="Your account is deleted: done"><p>Nothing of you is kept here any more. You can close this page.</p></Note></div>
        : <p role="status">You are signed out everywhere. You can close this page: the rest goes on by itself.</p>}
      {status ? (
        <ol className="grid gap-2" aria-label="Steps">
          {status.steps.map(({ name, words, state, erased }) => (
            <li key={name} className="flex items-baseline gap-3">
              <span aria-hidden className="w-4 shrink-0">{state === "done" ? <Check className="icon" /> : null}</span>
              <span className={state === "waiting" ? "soft flex-1" : "flex-1"}>{words}</span>
              <span className="num small soft">{erased > 0 ? `${erased} · ` : ""}{stateWords[state]}</span>
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}

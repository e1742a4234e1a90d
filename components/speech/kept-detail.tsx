"use client";
import { useEffect, useState } from "react";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { api, messageOf } from "@/lib/sdk/client";
import type { SpeechResult } from "@/lib/speech/schema";
import { TranscriptEditor } from "./transcript-editor";

export const resultPath = (id: string): string => `/api/v1/speech-results/${encodeURIComponent(id)}`;

/** One kept result, to hear and read; a transcript also to correct. */
export function KeptDetail({ id }: { id: string }) {
  const [result, setResult] = useState<SpeechResult | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    api.request<SpeechResult>("GET", resultPath(id), { signal: abort.signal }).then(setResult, (error: unknown) => { if (!abort.signal.aborted) setFault(messageOf(error)); });
    return () => abort.abort();
  }, [id]);
  if (fault) return <Note className="speech-detail" kind="error" title={fault} />;
  if (!result) return <div className="speech-detail" aria-busy="true"><Skeleton width="70%" /></div>;
  return (
    <div className="speech-detail">
      {result.segments ? <TranscriptEditor segments={result.segments} audioUrl={`${resultPath(id)}/audio`} name="transcript" keptId={id} onChange={(segments) => setResult({ ...result, segments })} /> : (
        <><audio controls className="w-full" src={`${resultPath(id)}/audio`} aria-label="The speech" /><p className="speech-words">{result.text}</p></>
      )}
    </div>
  );
}

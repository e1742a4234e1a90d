"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, messageOf } from "@/lib/sdk/client";
import type { SpeechSegment } from "@/lib/speech/schema";
import { resultIdHeader } from "@/lib/voices/schema";

/** As the server has it: larger ones need not be sent to be refused. */
export const maxFileBytes = 10 * 1_048_576;

export interface Transcribing {
  state: "idle" | "working" | "done" | "failed";
  fault: string | null;
  name: string;
  /** Of the file itself, to play from. */
  url: string | null;
  durationMs: number;
  segments: SpeechSegment[];
  keptId: string | null;
  tookMs: number | null;
}
const still: Transcribing = { state: "idle", fault: null, name: "", url: null, durationMs: 0, segments: [], keptId: null, tookMs: null };
interface Verbose { duration: number; segments: { start: number; end: number; text: string }[] }
const milliseconds = (seconds: number) => Math.round(seconds * 1_000);

/** Takes one file at a time to text. `onKept` is told of what was kept. */
export function useTranscribing(onKept: (id: string) => void) {
  const [now, setNow] = useState(still);
  const running = useRef<AbortController | null>(null);
  const url = useRef<string | null>(null);
  const change = useCallback((part: Partial<Transcribing>) => setNow((before) => ({ ...before, ...part })), []);
  const forget = useCallback(() => {
    running.current?.abort();
    running.current = null;
    if (url.current) URL.revokeObjectURL(url.current);
    url.current = null;
  }, []);
  useEffect(() => forget, [forget]);

  const transcribe = async (file: File, keep: boolean) => {
    forget();
    if (file.size > maxFileBytes) return setNow({ ...still, state: "failed", name: file.name, fault: `This file has ${(file.size / 1_048_576).toFixed(1)} MB. A file may have 10 MB: cut it, or make an MP3 of it.` });
    const mine = new AbortController();
    running.current = mine;
    setNow({ ...still, state: "working", name: file.name });
    const begunMs = performance.now();
    const form = new FormData();
    form.set("model", "local");
    form.set("response_format", "verbose_json");
    if (keep) form.set("keep", "true");
    // The name stays here: the server has no use for it.
    form.set("file", file, "audio");
    try {
      const answer = await api.raw("POST", "/v1/audio/transcriptions", { body: form, signal: mine.signal });
      // The one parsing boundary, as in lib/sdk: the server answers in the declared shape or not at all.
      const { duration, segments } = await answer.json() as Verbose;
      if (running.current !== mine) return;
      const keptId = answer.headers.get(resultIdHeader);
      url.current = URL.createObjectURL(file);
      change({ state: "done", url: url.current, durationMs: milliseconds(duration), segments: segments.map(({ start, end, text }) => ({ startMs: milliseconds(start), endMs: milliseconds(end), text })), keptId, tookMs: performance.now() - begunMs, fault: keep && !keptId ? "It could not be kept: the place where sound is kept is full or does not answer. What is below is only in this page; download it." : null });
      if (keptId) onKept(keptId);
    } catch (error) { if (running.current === mine) change({ state: "failed", fault: messageOf(error) }); }
  };
  return { ...now, transcribe, setSegments: (segments: SpeechSegment[]) => change({ segments }), cancel() { forget(); setNow(still); } };
}

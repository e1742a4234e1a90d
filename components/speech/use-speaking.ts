"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { openAudio } from "@/lib/client/audio-context";
import type { Player } from "@/lib/client/call-audio";
import { createPlayer } from "@/lib/client/player";
import { createWavStream } from "@/lib/client/wav-stream";
import { api, messageOf } from "@/lib/sdk/client";
import { resultIdHeader } from "@/lib/voices/schema";

export interface SpeakRequest { input: string; voice: string; speed: number; keep: boolean }
export interface Speaking {
  state: "idle" | "waiting" | "making" | "made" | "failed" | "cancelled";
  fault: string | null;
  madeMs: number;
  heardMs: number;
  /** Sound comes out of the loudspeaker as it is made. */
  playing: boolean;
  paused: boolean;
  firstSoundMs: number | null;
  tookMs: number | null;
  file: { url: string; blob: Blob } | null;
  /** What was asked for, so that the same can be had as another file. */
  request: SpeakRequest | null;
}
const still: Speaking = { state: "idle", fault: null, madeMs: 0, heardMs: 0, playing: false, paused: false, firstSoundMs: null, tookMs: null, file: null, request: null };
interface Run { abort: AbortController; context: AudioContext | null; player: Player | null }

/** Makes speech and plays it while it arrives. One at a time: a new one ends the one before. `onKept` is told of what was kept. */
export function useSpeaking(onKept: (id: string) => void) {
  const [now, setNow] = useState(still);
  const running = useRef<Run | null>(null);
  const url = useRef<string | null>(null);
  const change = useCallback((part: Partial<Speaking>) => setNow((before) => ({ ...before, ...part })), []);

  const silence = useCallback((run: Run | null) => {
    run?.player?.close();
    void run?.context?.close().catch(() => {});
    if (run) { run.player = null; run.context = null; }
    change({ playing: false, paused: false });
  }, [change]);
  const leave = useCallback(() => {
    running.current?.abort.abort();
    silence(running.current);
    running.current = null;
  }, [silence]);
  useEffect(() => () => { leave(); if (url.current) URL.revokeObjectURL(url.current); }, [leave]);

  const speak = async (request: SpeakRequest) => {
    leave();
    if (url.current) { URL.revokeObjectURL(url.current); url.current = null; }
    const run: Run = { abort: new AbortController(), context: null, player: null };
    running.current = run;
    const mine = () => running.current === run;
    setNow({ ...still, state: "waiting", request });
    const begunMs = performance.now();
    const wav = createWavStream();
    try {
      // Where the browser opens no loudspeaker, the file is there to be played when it is whole.
      const audio = openAudio().catch(() => null);
      const answer = await api.raw("POST", "/v1/audio/speech", { body: { model: "local", response_format: "wav", ...request }, signal: run.abort.signal });
      run.context = await audio;
      if (!mine()) return void run.context?.close().catch(() => {});
      if (run.context) {
        run.player = createPlayer({
          context: run.context, onProgress: ({ playedMs }) => { if (mine()) change({ heardMs: playedMs }); },
          onDone: () => { if (mine()) silence(run); }, onStopped: () => { if (mine()) silence(run); },
        });
      }
      const reader = answer.body?.getReader();
      for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
        const samples = wav.push(piece.value);
        if (samples.length === 0) continue;
        if (wav.lengthMs() > 0 && run.player) run.player.play("speech", samples);
        setNow((before) => ({ ...before, state: "making", madeMs: wav.lengthMs(), playing: run.player !== null, firstSoundMs: before.firstSoundMs ?? performance.now() - begunMs }));
      }
      if (!mine()) return;
      run.player?.end("speech");
      const blob = wav.file();
      url.current = URL.createObjectURL(blob);
      change({ state: "made", tookMs: performance.now() - begunMs, file: { url: url.current, blob } });
      const keptId = answer.headers.get(resultIdHeader);
      if (keptId) onKept(keptId);
    } catch (error) {
      if (!mine()) return;
      silence(run);
      change({ state: "failed", fault: wav.lengthMs() > 0 ? "The speech broke off before its end. Try again; if it breaks off again, try a shorter text." : messageOf(error) });
    }
  };

  return {
    ...now, speak,
    /** Ends the making; nothing is kept. */
    cancel() { leave(); change({ state: "cancelled" }); },
    /** Ends the sound; the making goes on. */
    stop() { silence(running.current); },
    async pause() {
      const context = running.current?.context;
      if (!context) return;
      const pause = context.state === "running";
      await (pause ? context.suspend() : context.resume());
      change({ paused: pause });
    },
  };
}

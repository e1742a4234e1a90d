"use client";
import Play from "lucide-react/icons/play";
import Square from "lucide-react/icons/square";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { api, messageOf } from "@/lib/sdk/client";

export interface PlayVoiceProps { label: string; disabled?: boolean; voice: string; speed: number; text: string }

/** Says a few words with a voice, and can be stopped. */
export function PlayVoice({ label, disabled, voice, speed, text }: PlayVoiceProps) {
  const [state, setState] = useState<"still" | "making" | "playing">("still");
  const [fault, setFault] = useState<string | null>(null);
  const running = useRef<{ abort: AbortController; audio: HTMLAudioElement } | null>(null);

  const stop = () => {
    const now = running.current;
    running.current = null;
    now?.abort.abort();
    now?.audio.pause();
    setState("still");
  };
  useEffect(() => () => { running.current?.abort.abort(); running.current?.audio.pause(); }, []);

  const play = async () => {
    if (state !== "still") return stop();
    const mine = { abort: new AbortController(), audio: new Audio() };
    running.current = mine;
    setState("making");
    setFault(null);
    try {
      const answer = await api.raw("POST", "/v1/audio/speech", { body: { model: "tts-1", voice, input: text.slice(0, 300), speed, response_format: "mp3" }, signal: mine.abort.signal });
      const url = URL.createObjectURL(await answer.blob());
      mine.audio.src = url;
      mine.audio.onended = () => { URL.revokeObjectURL(url); if (running.current === mine) stop(); };
      if (running.current !== mine) return URL.revokeObjectURL(url);
      setState("playing");
      await mine.audio.play();
    } catch (error) {
      if (running.current !== mine) return;
      stop();
      setFault(error instanceof DOMException ? "The browser did not play it. Press again." : messageOf(error));
    }
  };

  return (
    <span className="relative inline-flex items-center">
      <IconButton label={state === "still" ? label : `Stop: ${label}`} disabled={disabled} aria-busy={state === "making"} onClick={() => void play()}>
        {state === "still" ? <Play className="icon" aria-hidden /> : <Square className={state === "making" ? "icon opacity-50" : "icon"} aria-hidden />}
      </IconButton>
      {fault ? <span role="alert" className="small text-error max-w-48">{fault}</span> : null}
    </span>
  );
}

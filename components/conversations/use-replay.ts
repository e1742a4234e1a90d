"use client";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

export interface Replay {
  audio: RefObject<HTMLAudioElement | null>;
  playing: boolean;
  /** Where in the call playback stands; null before the first play. */
  atMs: number | null;
  speed: number;
  fault: string | null;
  toggle(): void;
  seek(ms: number): void;
  nextSpeed(): void;
}

const speeds = [1, 1.25, 1.5, 2, 0.75] as const;
/** Often enough for a word to be lit in time, rarely enough for an old phone. */
const stepMs = 60;

/** Drives one audio element and says where it is. */
export function useReplay(): Replay {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState<number | null>(null);
  const [speed, setSpeed] = useState<number>(1);
  const [fault, setFault] = useState<string | null>(null);

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const element = audio.current;
      if (!element) return;
      setAtMs(element.currentTime * 1_000);
      if (element.ended || element.paused) setPlaying(false);
    }, stepMs);
    return () => clearInterval(timer);
  }, [playing]);

  const toggle = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) { element.pause(); return setPlaying(false); }
    element.play().then(() => { setFault(null); setPlaying(true); }, () => setFault("The sound could not be played. It may have been deleted; load the page again."));
  }, []);
  const seek = useCallback((ms: number) => {
    const to = Math.max(0, ms);
    if (audio.current) audio.current.currentTime = to / 1_000;
    setAtMs(to);
  }, []);
  const nextSpeed = useCallback(() => setSpeed((before) => {
    const next = speeds[(speeds.indexOf(speeds.find((one) => one === before) ?? 1) + 1) % speeds.length] ?? 1;
    if (audio.current) audio.current.playbackRate = next;
    return next;
  }), []);
  return { audio, playing, atMs, speed, fault, toggle, seek, nextSpeed };
}

"use client";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { RecordingSummary } from "@/lib/conversations/schema";
import { messageOf } from "@/lib/sdk/client";
import { audioPath, loadAudio } from "./conversation-requests";
import { clockTime } from "./moments";
import type { Replay } from "./use-replay";
import { strokes, waveOf, type Wave } from "./wave";

const columns = 188;
const height = 80;
/** A larger file is played from the server as it comes, without its waveform. */
const largestDrawnBytes = 60_000_000;

interface Sound { url: string; wave: Wave | null }

function useSound(recording: RecordingSummary): { sound: Sound | null; fault: string | null } {
  const drawn = (recording.sizeBytes ?? 0) <= largestDrawnBytes;
  const [sound, setSound] = useState<Sound | null>(drawn ? null : { url: audioPath(recording.id), wave: null });
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    if (!drawn) return;
    const abort = new AbortController();
    let url: string | null = null;
    void (async () => {
      try {
        const blob = await loadAudio(recording.id, abort.signal);
        const wave = waveOf(await blob.arrayBuffer(), columns);
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setSound({ url, wave });
      } catch (error) { if (!abort.signal.aborted) setFault(messageOf(error)); }
    })();
    return () => { abort.abort(); if (url) URL.revokeObjectURL(url); };
  }, [recording.id, drawn]);
  return { sound, fault };
}

export function ReplayPlayer({ recording, agentName, replay }: { recording: RecordingSummary; agentName: string; replay: Replay }) {
  const { sound, fault } = useSound(recording);
  const { audio, playing, speed, toggle, seek, nextSpeed } = replay;
  const durationMs = sound?.wave?.durationMs ?? recording.durationMs ?? 0;
  const atMs = Math.min(replay.atMs ?? 0, durationMs);
  return (
    <>
      <button className="play" type="button" aria-label={playing ? "Pause" : "Play"} disabled={!sound} onClick={toggle}>{playing ? <Pause className="icon" aria-hidden /> : <Play className="icon" aria-hidden />}</button>
      <div>
        {sound ? <audio ref={audio} src={sound.url} preload="auto" /> : null}
        <div className="wave">
          <WaveDrawing wave={sound?.wave ?? null} part={durationMs > 0 ? atMs / durationMs : 0} />
          <input type="range" min={0} max={Math.max(1, Math.round(durationMs))} step={1_000} value={Math.round(atMs)} disabled={!sound} aria-label="Position" aria-valuetext={`${clockTime(atMs)} of ${clockTime(durationMs)}`} onChange={(event) => seek(Number(event.target.value))} />
        </div>
        <div className="under">
          <span className="num"><b className="font-semibold text-ink">{clockTime(atMs)}</b> / {clockTime(durationMs)}</span>
          <span className="key"><i className="bg-listening-vivid" />Caller, above</span><span className="key"><i className="bg-speaking-vivid" />{agentName}, below</span>
          <span className="sp"><Button kind="quiet" size="small" aria-label="5 s back" onClick={() => seek(atMs - 5_000)}><RotateCcw className="icon" aria-hidden />5 s</Button><Button kind="quiet" size="small" className="num" aria-label={`${speed}×, speed`} onClick={nextSpeed}>{speed}×</Button></span>
        </div>
        {fault ?? replay.fault ? <p className="small text-error mt-2" role="alert">{fault ?? replay.fault}</p> : sound ? null : <p className="hint mt-2" role="status">Loading the sound</p>}
      </div>
    </>
  );
}

function WaveDrawing({ wave, part }: { wave: Wave | null; part: number }) {
  const width = columns * 4;
  const head = Math.round(part * columns);
  const [caller, agent] = wave?.lanes ?? [];
  const lane = (levels: number[] | undefined, up: boolean, from: number, to: number) => (levels ? strokes(levels, { from, to, up, height }) : "");
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="axis" d={`M0 ${height / 2}H${width}`} />
      <path className="u" d={lane(caller, true, head, columns) + lane(agent, false, head, columns)} />
      <path className="c" d={lane(caller, true, 0, head)} />
      <path className="a" d={lane(agent, false, 0, head)} />
      <path className="head" d={`M${(part * width).toFixed(1)} -4V${height + 4}`} />
    </svg>
  );
}

import { outputLatencyMs } from "./audio-context";
import type { Player, PlayerEvents } from "./call-audio";

export interface PlayerOptions extends PlayerEvents { context: AudioContext }

interface Report { type: "progress" | "done" | "stopped"; responseId: string; playedMs: number; atSeconds: number; level: number }

/** Stopped responses that late audio may still name. */
const mostRemembered = 50;

export function createPlayer(options: PlayerOptions): Player {
  const { context } = options;
  const node = new AudioWorkletNode(context, "player", { numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [2] });
  node.connect(context.destination);
  const queued = new Set<string>();
  const dropped = new Set<string>();
  let stopAskedAtMs = 0;

  node.port.onmessage = ({ data }: MessageEvent<Report>) => {
    const { type, responseId, level } = data;
    if (type === "progress") return options.onProgress({ responseId, level, playedMs: Math.max(0, data.playedMs - outputLatencyMs(context)) });
    queued.delete(responseId);
    if (type === "done") options.onDone({ responseId, level: 0, playedMs: data.playedMs });
    else options.onStopped({ responseId, level: 0, playedMs: data.playedMs, silentAfterMs: pageTimeMs(context, data.atSeconds) - stopAskedAtMs });
  };

  return {
    play(responseId, pcm) {
      if (dropped.has(responseId)) return;
      queued.add(responseId);
      node.port.postMessage({ type: "audio", responseId, pcm: pcm.buffer }, [pcm.buffer]);
    },
    end(responseId) { node.port.postMessage({ type: "end", responseId }); },
    stop() {
      stopAskedAtMs = performance.now();
      for (const id of queued) dropped.add(id);
      for (const id of dropped) { if (dropped.size <= mostRemembered) break; dropped.delete(id); }
      node.port.postMessage({ type: "stop" });
    },
    duck(active) { node.port.postMessage({ type: "duck", active }); },
    busy: () => queued.size > 0,
    close() {
      node.port.postMessage({ type: "close" });
      node.disconnect();
    },
  };
}

/** When a moment of the audio clock is heard, on the page's clock. */
function pageTimeMs(context: AudioContext, atSeconds: number): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  if (performanceTime > 0) return performanceTime + (atSeconds - contextTime) * 1_000;
  return performance.now() + (atSeconds - context.currentTime) * 1_000 + outputLatencyMs(context);
}

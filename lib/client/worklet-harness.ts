import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

/** What the processors of `public/voice-worklet.js` look like from outside. */
export interface Processor {
  port: { onmessage(message: { data: unknown }): void };
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

export interface Worklet {
  create(name: "microphone" | "player"): { processor: Processor; posted: Record<string, unknown>[] };
  /** The audio clock, in seconds. */
  setTime(seconds: number): void;
}

/** Loads the very file that browsers are served, on an audio clock of `sampleRateHz`. For tests. */
export function loadWorklet(sampleRateHz: number): Worklet {
  const registered = new Map<string, new () => Processor>();
  let latest: Record<string, unknown>[] = [];
  class AudioWorkletProcessor {
    port = { onmessage: () => {}, postMessage: (message: Record<string, unknown>) => { this.posted.push(message); } };
    posted: Record<string, unknown>[] = [];
    constructor() { latest = this.posted; }
  }
  const scope = { AudioWorkletProcessor, sampleRate: sampleRateHz, currentTime: 0, registerProcessor: (name: string, processor: new () => Processor) => registered.set(name, processor), Float32Array, Int16Array, Math };
  runInNewContext(readFileSync(join(process.cwd(), "public/voice-worklet.js"), "utf8"), scope);
  return {
    create(name) {
      const Registered = registered.get(name);
      if (!Registered) throw new Error(`The worklet registers no "${name}".`);
      const processor = new Registered();
      return { processor, posted: latest };
    },
    setTime(seconds) { scope.currentTime = seconds; },
  };
}

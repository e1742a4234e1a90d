/** What the pool and its child processes say to each other; typed arrays travel as bytes, one process kind per group of models. */

/** Kinds of processes: one never waits for another's models. */
export type ModelKind = "vad" | "listen" | "speak" | "fine";

/** Where a child finds its models, and how many threads one inference may use. */
export interface ModelSettings { modelsDir: string; threads: number }

/** One VAD batch: frame i belongs to stream i; each frame is `vadFrameSamples` long. */
export interface VadBatch { streams: number[]; frames: Float32Array }

/** What each kind of work takes and gives. */
export interface Work {
  vad: { takes: VadBatch; gives: Float32Array };
  turn: { takes: { audio: Float32Array }; gives: number };
  transcribe: { takes: { audio: Float32Array }; gives: { text: string } };
  embed: { takes: { texts: string[] }; gives: Float32Array[] };
  speak: { takes: { text: string; voice: string; speed: number }; gives: { samples: Int16Array; sampleRateHz: number } };
}

export type WorkName = keyof Work;

/** Which kind of process does which work; `speak` goes to the fast or the fine voice. */
export const workKinds = { vad: "vad", turn: "listen", transcribe: "listen", embed: "listen", speak: "speak" } as const satisfies Record<WorkName, ModelKind>;

export type ToChild =
  | { type: "load"; kind: ModelKind; settings: ModelSettings }
  | { type: "work"; id: number; name: WorkName; takes: unknown }
  | { type: "cancel"; id: number }
  | { type: "vad-end"; stream: number };

export type FromChild =
  | { type: "ready"; loadMs: number; residentBytes: number }
  | { type: "unloadable"; reason: string }
  | { type: "done"; id: number; gives: unknown; busyMs: number; residentBytes: number }
  | { type: "failed"; id: number; reason: string };

/** Samples of one Silero frame at 16 kHz: 32 ms. */
export const vadFrameSamples = 512;

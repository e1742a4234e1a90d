/** What the command line gives every benchmark. */
export interface BenchOptions {
  /** Holds `utterances`, `pauses` and `noise`, each with a `manifest.json`. Without it, clips are spoken by the fine voice. */
  audio?: string;
  /** Turns, rounds or clips, where fewer than the benchmark's own are wanted. */
  turns?: number;
  /** Parallel sessions, comma separated. */
  sessions?: string;
  seconds?: number;
  /** Directory of a peer kit. */
  peer?: string;
}

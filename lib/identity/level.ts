/** Answers after whole steps of time, so that work which one answer needs and another does not cannot be read off the clock. */
import { setTimeout as pause } from "node:timers/promises";

/** Above what the slower way takes on a machine with room. */
export const stepMs = 250;

/** The same for a result and for an error. */
export async function inSteps<T>(work: () => Promise<T>): Promise<T> {
  const begunMs = performance.now();
  try { return await work(); } finally {
    const tookMs = performance.now() - begunMs;
    await pause(Math.ceil(tookMs / stepMs) * stepMs - tookMs);
  }
}

import type { Stage } from "../conformance/stage";

/** One part of `npm run test:security`. */
export interface Section {
  name: string;
  /** Bounded in count and time, against the stage's server on loopback alone. `check` counts one guarantee, with a line for each thing that broke it. */
  run(tools: { stage: Stage; check(guarantee: string, faults: readonly string[]): void }): Promise<void>;
}

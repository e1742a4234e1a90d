import type { Person, Stage } from "../stage";
import type { Known, Tour } from "../tour";

export interface Scene extends Pick<Tour, "call"> {
  stage: Stage;
  /** Platform administrator, and owner of the workspace that the tour goes through. */
  owner: Person;
  known: Known;
  /** The text of a one-use link in the newest mail of that subject to that address, after its `#`. */
  linkFor(email: string, subject: RegExp): Promise<string>;
  /** Asks again until `fits`, for what becomes true a moment later; at most 15 s. */
  until<T>(ask: () => Promise<T>, fits: (found: T) => boolean): Promise<T>;
}
export type Step = (scene: Scene) => Promise<void>;

import type { Person, Stage } from "../../conformance/stage";
import type { BrowserSession } from "../browser-session";
import type { Place } from "../raw-request";

export type Check = (guarantee: string, faults: readonly string[]) => void;

/** What the parts of the section share: one server by http and one by https, with one page of another origin allowed at the latter. */
export interface Scene {
  check: Check;
  stage: Stage;
  plain: Place;
  secure: Place;
  person: Person;
  session: BrowserSession;
  securePerson: { email: string; password: string };
  secureSession: BrowserSession;
}

/** The one page elsewhere that may call. */
export const allowedElsewhere = "https://app.example.org";

/** Bounded, so that a thousand questions are no flood of their own. */
export async function each<T>(items: readonly T[], look: (item: T) => Promise<string | string[] | null>, atOnce = 8): Promise<string[]> {
  const faults: string[] = [];
  const waiting = [...items];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) faults.push(...[await look(item) ?? []].flat());
  }));
  return faults;
}

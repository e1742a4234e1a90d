/** The tour, walked: every step of `steps/` against a stage, so that each list has rows and each kind of thing an id. */
import { z } from "zod";
import { outboxMail } from "@/lib/mail/schema";
import type { Person, Stage } from "./stage";
import { steps } from "./steps";
import { createTour, Known, type Tour } from "./tour";

const mails = z.object({ items: z.array(outboxMail) });
const pause = (durationMs: number) => new Promise((resolve) => { setTimeout(resolve, durationMs); });

export interface Walked { tour: Tour; known: Known; /** A line for each step that ended early. */ faults: string[] }

/** `owner` is a platform administrator. Once for a stage: people have addresses of their own. */
export async function walk(stage: Stage, owner: Person): Promise<Walked> {
  const known = new Known();
  const tour = createTour(stage.server.url, () => owner.token);
  async function until<T>(ask: () => Promise<T>, fits: (found: T) => boolean): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      const found = await ask();
      if (fits(found)) return found;
      if (tries === 60) throw new Error("It never came.");
      await pause(250);
    }
  }
  const linkFor = async (email: string, subject: RegExp) => {
    const newest = (found: unknown) => mails.parse(found).items.find((mail) => mail.toAddress === email && subject.test(mail.subject))?.bodyText ?? "";
    const { json } = await until(() => tour.call("listOutbox"), (answer) => newest(answer.json).includes("#"));
    return /#([\w-]+)/.exec(newest(json))?.[1] ?? "";
  };
  const faults: string[] = [];
  for (const step of steps) await step({ call: tour.call, stage, owner, known, linkFor, until }).catch((error: unknown) => { faults.push(error instanceof Error ? error.message : String(error)); });
  return { tour, known, faults };
}

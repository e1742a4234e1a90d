/** What a restored database must lose again. */
import type { Ctx } from "@/lib/platform/ctx";
import { StartError } from "@/lib/platform/start-error";
import type { LedgerEntry } from "./ledger";
import { endEverySession, findPeople } from "./store";

/** Deletes the person and everything of theirs. A person who is not there is no fault. */
export type EraseAgain = (ctx: Ctx, userId: string) => Promise<void>;

/** Answers how many were there. Throws `StartError` where somebody still is afterwards. `ctx` is the system's. */
export async function eraseKnown(ctx: Ctx, ledger: readonly LedgerEntry[], eraseAgain: EraseAgain): Promise<number> {
  const subjects = ledger.filter(({ what }) => what === "person").map(({ subject }) => subject);
  const found = await findPeople(ctx, subjects);
  for (const id of found) await eraseAgain(ctx, id);
  const left = await findPeople(ctx, subjects);
  if (left.length > 0) throw new StartError(`${left.length} of the people who were erased are still there. The database is not served before they are gone: run npm run parley -- restore --reapply again.`);
  return found.length;
}

export { endEverySession };

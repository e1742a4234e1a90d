/** When words and counts of conversations are forgotten. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import * as store from "./store";

/** After that a conversation is counted into its day and deleted. */
export const countsKeptMonths = 13;
const batch = 1_000;

/** Takes the words of calls that ended longer ago than their workspace keeps them; timings and counts stay. Safe to run twice at once. */
export const sweepTranscripts = (ctx: Ctx): Promise<number> => store.eraseOldText(asSystem(ctx), ctx.clock.now());

/** Adds old conversations to the counts of their days, and deletes them, both or neither. */
export async function sweepOldConversations(ctx: Ctx): Promise<number> {
  const before = ctx.clock.now();
  before.setUTCMonth(before.getUTCMonth() - countsKeptMonths);
  let stripped = 0;
  for (let last = batch; last === batch && !ctx.signal.aborted;) {
    last = await asSystem(ctx).db.transaction((tx) => store.foldIntoDays(tx, before, batch));
    stripped += last;
  }
  return stripped;
}

/** Consent, listed and taken back by whoever gave it. What was kept on its strength goes at once; counts and timings stay. */
import { rememberWithdrawal } from "@/lib/backups/ledger";
import { callerTokenHeader, consentKinds, type Consent, type ConsentKind, type StandingConsent } from "@/lib/consent/schema";
import { consenterOf, listGranted, listOutlived, previewConsents, withdrawConsents, withdrawSignUp, type Consenter } from "@/lib/consent/service";
import { memberTextVersion } from "@/lib/identity/schema";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { expireRecordings, withdrawRecordingsOf } from "@/lib/recordings/service";
import { writingCalls } from "./live-calls";
import * as store from "./consented-store";

/** Who asks, by what they bring: their session, their caller's token, or both. */
function asker(ctx: Ctx, request: Request): Consenter | null {
  const whose = consenterOf(ctx.actor, request.headers.get(callerTokenHeader));
  return whose.userId || whose.callerHash ? whose : null;
}

export async function listConsents(ctx: Ctx, input: { agent?: string | undefined }, request: Request): Promise<{ items: Consent[]; standing: StandingConsent | null }> {
  const whose = asker(ctx, request);
  if (!whose) return { items: [], standing: input.agent === undefined ? null : { text: false, audio: false } };
  const system = asSystem(ctx);
  const items = await listGranted(system.db, whose, { slug: input.agent ?? null, signUpVersion: memberTextVersion });
  const until = new Map((await store.listKeptUntil(system, whose, ctx.clock.now())).map((row) => [row.agentId, row]));
  const standing = input.agent === undefined ? null : await previewConsents(system.db, whose, { slug: input.agent, ownWorkspaceId: ctx.actor.workspaceId }, memberTextVersion);
  return {
    standing,
    items: items.map((item) => {
      const kept = until.get(item.agentId ?? "");
      return { ...item, text: item.text && { ...item.text, keptUntil: kept?.textUntil ?? null }, audio: item.audio && { ...item.audio, keptUntil: kept?.audioUntil ?? null } };
    }),
  };
}

export const withdrawConsent = (ctx: Ctx, input: { agentId: string }, request: Request): Promise<void> => asked(ctx, input.agentId, request);
export const withdrawAllConsents = (ctx: Ctx, _input: unknown, request: Request): Promise<void> => asked(ctx, null, request);

async function asked(ctx: Ctx, agentId: string | null, request: Request): Promise<void> {
  const whose = asker(ctx, request);
  if (!whose) throw new AppError("unauthenticated", { public: "Only whoever agreed can take it back: sign in, or use the browser in which you called." });
  await withdraw(ctx, whose, agentId, consentKinds);
}

/** Deletes what was kept, and sees to it that no restore brings it back. */
export async function withdraw(ctx: Ctx, whose: Consenter, agentId: string | null, kinds: readonly ConsentKind[]): Promise<void> {
  await eraseConsented(ctx, whose, agentId, kinds);
  // A full disk must not keep anybody from taking it back.
  await rememberWithdrawal(ctx, whose, agentId, [...kinds]).catch((error: unknown) => ctx.log.error({ err: error }, "a withdrawal could not be written to the ledger"));
}

/** After a restore: what was taken back, and not given again since. Answers how many consents. */
export async function reapplyWithdrawal(ctx: Ctx, line: { subject: string; agentId: string | null; kinds: readonly ConsentKind[]; at: string }): Promise<number> {
  const system = asSystem(ctx);
  const outlived = await listOutlived(system.db, line);
  for (const { userId, callerHash, agentId, kind } of outlived) {
    const whose = { userId, callerHash, conversationId: null };
    if (agentId === null) await withdrawSignUp(system.db, whose, ctx.clock.now());
    else await eraseConsented(ctx, whose, agentId, [kind]);
  }
  return outlived.length;
}

/**
 * Nothing of these kinds is served or kept from the first transaction on; the bytes are gone when this returns.
 * Safe to repeat, also after it was cut off; what it could not finish the sweeps do.
 */
async function eraseConsented(ctx: Ctx, whose: Consenter, agentId: string | null, kinds: readonly ConsentKind[]): Promise<void> {
  const system = asSystem(ctx);
  const [text, audio] = [kinds.includes("text"), kinds.includes("audio")];
  await system.db.transaction(async (tx) => {
    await withdrawConsents(tx, whose, agentId, kinds, ctx.clock.now());
    if (text) await store.eraseWordsOf(tx, whose, agentId);
    if (audio) await expireRecordings(tx, await store.closeSoundOf(tx, whose, agentId), "withdrawn", ctx.clock.now());
  });
  await Promise.all(writingCalls().filter((call) => (agentId === null || call.callable.agent.id === agentId) && call.isOf(whose)).map((call) => call.forget(kinds)));
  // What a call was writing meanwhile, here or in another process.
  if (text) await system.db.transaction((tx) => store.eraseWordsOf(tx, whose, agentId));
  if (audio) for (const place of await store.listWithSound(system, whose, agentId)) await withdrawRecordingsOf(ctx, place);
}

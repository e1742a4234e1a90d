/** One-time codes (RFC 6238) as a second factor, and the recovery codes that stand in for a lost device. */
import { createHmac, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { recordAudit } from "@/lib/audit/service";
import { requestMail } from "@/lib/mail/service";
import { deriveKey } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { resealTable, type Resealed, type SealedTable } from "@/lib/platform/resealing";
import { seal, unseal } from "@/lib/platform/sealing";
import { forgetCredential } from "./credential-cache";
import { provenPerson } from "./links";
import * as store from "./second-factor-store";

const stepSeconds = 30;
/** Wrong codes for one account; then it waits. Nobody is locked out for good. */
const mostTries = 5;
const triesMs = 5 * 60_000;
const recoveryCodes = 10;

const boundTo = (userId: string) => `second_factors ${userId} secret`;
const totpOf = (secret: string, label = ""): TOTP => new TOTP({ issuer: "Parley", label, secret: Secret.fromBase32(secret), period: stepSeconds });
const codeHash = (code: string): Buffer => createHmac("sha256", deriveKey("recovery-code")).update(code.toLowerCase().replace(/[^a-z0-9]/g, "")).digest();

/** 120 bits each, so that a fast hash is enough, in letters and figures that are not taken for one another. */
function makeRecoveryCode(): string {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const text = Array.from(randomBytes(24), (byte) => letters.charAt(byte & 31)).join("");
  return (text.match(/.{4}/g) ?? []).join("-");
}

/** Begins: a secret for the person's device, which counts for nothing until a code of it comes back. `conflict` where there is a factor already. */
export async function proposeSecondFactor(ctx: Ctx, input: { currentPassword: string }): Promise<{ secret: string; uri: string }> {
  const person = await provenPerson(ctx, input.currentPassword);
  const secret = new Secret({ size: 20 }).base32;
  if (!(await store.proposeFactor(asSystem(ctx), person.id, seal(secret, boundTo(person.id))))) throw new AppError("conflict", { public: "There is a second factor already. Remove it first." });
  return { secret, uri: totpOf(secret, person.email).toString() };
}

/** From here on sign-in asks for a code. This session counts as proved; the recovery codes are shown this once. */
export async function confirmSecondFactor(ctx: Ctx, input: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const userId = userOf(ctx);
  const { db } = asSystem(ctx);
  const factor = await store.findFactor(db, userId);
  if (!factor || factor.confirmed) throw new AppError("conflict", { public: "Begin again: there is nothing to confirm." });
  const step = await stepOf(ctx, userId, factor.secret, input.code);
  const codes = Array.from({ length: recoveryCodes }, makeRecoveryCode);
  await db.transaction(async (tx) => {
    if (step === null || !(await store.useStep(tx, userId, step)) || await store.confirmFactor(tx, userId, ctx.clock.now()) === 0) throw codeFault();
    await store.replaceRecoveryCodes(tx, userId, codes.map(codeHash));
    if (ctx.actor.credentialId) await store.proveSession(tx, ctx.actor.credentialId, ctx.clock.now());
    await recordAudit(tx, ctx, { action: "second_factor.added", workspaceId: null });
    await tell(tx, ctx, userId, "second-factor-added");
  });
  if (ctx.actor.credentialId) forgetCredential(ctx.actor.credentialId);
  return { recoveryCodes: codes };
}

/** New recovery codes for old; needs a code of the device or one of the old. */
export async function renewRecoveryCodes(ctx: Ctx, input: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const userId = userOf(ctx);
  if (!(await proveSecondFactor(ctx, userId, input.code))) throw new AppError("conflict", { public: "There is no second factor on this account." });
  const codes = Array.from({ length: recoveryCodes }, makeRecoveryCode);
  await asSystem(ctx).db.transaction(async (tx) => {
    await store.replaceRecoveryCodes(tx, userId, codes.map(codeHash));
    await recordAudit(tx, ctx, { action: "second_factor.codes_renewed", workspaceId: null });
  });
  return { recoveryCodes: codes };
}

export async function removeSecondFactor(ctx: Ctx, input: { currentPassword: string; code: string }): Promise<void> {
  const person = await provenPerson(ctx, input.currentPassword);
  if (!(await proveSecondFactor(ctx, person.id, input.code))) throw new AppError("conflict", { public: "There is no second factor on this account." });
  await forgetFactor(ctx, person.id);
}

/** Also for the command line, for somebody who lost device and codes. */
export async function forgetFactor(ctx: Ctx, userId: string): Promise<boolean> {
  return asSystem(ctx).db.transaction(async (tx) => {
    if (await store.deleteFactor(tx, userId) === 0) return false;
    await recordAudit(tx, ctx, { action: "second_factor.removed", workspaceId: null, target: { kind: "user", id: userId } });
    await tell(tx, ctx, userId, "second-factor-removed");
    return true;
  });
}

/**
 * At sign-in, after the password: true where a factor was proved, false where the person has none.
 * Throws `second_factor_required` without a code, `second_factor_wrong`, and `rate_limited` after five wrong ones in five minutes.
 */
export async function proveSecondFactor(ctx: Ctx, userId: string, code: string | undefined): Promise<boolean> {
  const system = asSystem(ctx);
  const factor = await store.findFactor(system.db, userId);
  if (!factor?.confirmed) return false;
  if (!code) throw new AppError("second_factor_required");
  if (/^\d{6}$/.test(code.replaceAll(" ", ""))) {
    const step = await stepOf(ctx, userId, factor.secret, code);
    if (step === null || !(await store.useStep(system.db, userId, step))) throw codeFault();
    return true;
  }
  await limitTries(ctx, userId);
  await system.db.transaction(async (tx) => {
    if (!(await store.useRecoveryCode(tx, userId, codeHash(code), ctx.clock.now()))) throw codeFault();
    await recordAudit(tx, ctx, { action: "second_factor.recovered", workspaceId: null, actorId: userId });
    await tell(tx, ctx, userId, "recovery-code-used");
  });
  return true;
}

/** The step of time that the code is of, now or one beside it; null for a wrong code. */
async function stepOf(ctx: Ctx, userId: string, sealed: string, code: string): Promise<number | null> {
  await limitTries(ctx, userId);
  const nowMs = ctx.clock.now().getTime();
  const delta = totpOf(unseal(sealed, boundTo(userId))).validate({ token: code.replaceAll(" ", ""), window: 1, timestamp: nowMs });
  return delta === null ? null : Math.floor(nowMs / 1_000 / stepSeconds) + delta;
}

async function limitTries(ctx: Ctx, userId: string): Promise<void> {
  if (await store.countTry(asSystem(ctx), userId, mostTries, new Date(ctx.clock.now().getTime() - triesMs))) return;
  throw new AppError("rate_limited", { public: "Too many wrong codes. Wait five minutes, then try again.", retryAfterMs: triesMs });
}

const codeFault = () => new AppError("second_factor_wrong");

function userOf(ctx: Ctx): string {
  if (!ctx.actor.userId) throw new AppError("unauthenticated");
  return ctx.actor.userId;
}

const tell = async (tx: Parameters<typeof requestMail>[0], ctx: Ctx, userId: string, kind: "second-factor-added" | "second-factor-removed" | "recovery-code-used"): Promise<void> => {
  const address = await store.addressOf(tx, userId);
  if (address) await requestMail(tx, ctx, { kind, toAddress: address, userId });
};

const sealedFactors: SealedTable = {
  name: "second factors",
  after: async (tx, id, limit) => (await store.sealedAfter(tx, id, limit)).map(({ id: userId, secret }) => ({ id: userId, sealed: secret, boundTo: boundTo(userId) })),
  replace: (tx, row, sealed) => store.replaceSealed(tx, row.id, row.sealed, sealed),
};

/** For `secrets rotate`. */
export const resealSecondFactors = (ctx: Ctx): Promise<Resealed> => resealTable(asSystem(ctx).db, sealedFactors);

import { z } from "zod";
import { roles, scopes } from "@/lib/platform/roles";
import { line } from "@/lib/platform/text-shapes";

/** The words a member agrees to at sign-up: text of their own test calls is kept. */
export const memberTextVersion = "member-2026-11";

export const email = z.string().trim().max(254).pipe(z.email()).meta({ description: "Compared without regard to case." });
/** Passwords are never cut; they have one normal form whichever door they come by, since systems type the same letters differently. */
const normal = (typed: string): string => typed.normalize("NFC");
export const leastPasswordCharacters = 8;
export const password = z.string().min(leastPasswordCharacters, `At least ${leastPasswordCharacters} characters.`).max(128, "At most 128 characters.").overwrite(normal);

export const signUpInput = z.strictObject({
  email, password, name: line(0, 80).default(""),
  linkToken: z.string().min(20).max(100).optional().describe("From a one-use link, such as the first administrator's."),
}).meta({ id: "SignUp" });
export type SignUpInput = z.infer<typeof signUpInput>;

const linkToken = z.string().min(20).max(100).describe("From the link, after its `#`.");
/** The same answer whether the address was known or not. */
export const accepted = z.object({ accepted: z.literal(true) }).meta({ id: "Accepted" });
export const emailOnly = z.strictObject({ email }).meta({ id: "EmailAddress" });
export const verificationInput = z.strictObject({ token: linkToken }).meta({ id: "VerificationInput" });
export const passwordResetInput = z.strictObject({ token: linkToken, password }).meta({ id: "PasswordResetInput" });
export const passwordChange = z.strictObject({ currentPassword: z.string().max(128), newPassword: password }).meta({ id: "PasswordChange" });
export const emailChange = z.strictObject({ email, currentPassword: z.string().max(128) }).meta({ id: "EmailChange" });

/** The same whether the address was known or not. */
export const signUpResult = z.object({ accepted: z.literal(true) }).meta({ id: "SignUpResult" });

const secondFactorCode = z.string().trim().min(6).max(40).describe("Six figures from the device, or a recovery code.");
export const credentials = z.strictObject({ email: z.string().trim().max(254), password: z.string().max(128).overwrite(normal), code: secondFactorCode.optional() });
export type Credentials = z.infer<typeof credentials>;

export const me = z.object({
  id: z.string(), email: z.string(), emailVerified: z.boolean(), hasPassword: z.boolean().describe("False for who signs in with their organisation alone."), name: z.string(), platformAdmin: z.boolean(), secondFactor: z.boolean(),
  workspaceId: z.string(), workspaceName: z.string(), role: z.enum(roles), createdAt: z.iso.datetime(),
}).meta({ id: "Me" });
export type Me = z.infer<typeof me>;

export const session = z.object({
  id: z.string(), userAgent: z.string(), createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), current: z.boolean(),
}).meta({ id: "Session" });
export type Session = z.infer<typeof session>;

const device = line(0, 200).default("").describe("What the list of sessions shows: an app and a device.");
export const tokenInput = z.discriminatedUnion("grant", [
  z.strictObject({ grant: z.literal("password"), ...credentials.shape, device }),
  z.strictObject({ grant: z.literal("supabase"), accessToken: z.string().min(20).max(8_000).describe("From Supabase Auth, where this installation uses it."), code: secondFactorCode.optional(), device }),
]).meta({ id: "TokenInput" });
export type TokenInput = z.infer<typeof tokenInput>;
export const refreshInput = z.strictObject({ refreshToken: z.string().min(20).max(100) }).meta({ id: "RefreshInput" });
export const tokenPair = z.object({
  tokenType: z.literal("Bearer"), accessToken: z.string(), expiresInSeconds: z.number().int(), refreshToken: z.string().describe("Good once; a new one comes with each use."), sessionId: z.string(),
}).meta({ id: "TokenPair" });
export type TokenPair = z.infer<typeof tokenPair>;

export const secondFactorStart = z.strictObject({ currentPassword: z.string().max(128) }).meta({ id: "SecondFactorStart" });
export const secondFactorSecret = z.object({ secret: z.string(), uri: z.string().describe("For a QR code.") }).meta({ id: "SecondFactorSecret" });
export const secondFactorCodeInput = z.strictObject({ code: secondFactorCode }).meta({ id: "SecondFactorCode" });
export const secondFactorRemoval = z.strictObject({ currentPassword: z.string().max(128), code: secondFactorCode }).meta({ id: "SecondFactorRemoval" });
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe("Shown this once; each is good once.") }).meta({ id: "RecoveryCodes" });

export const apiKey = z.object({
  id: z.string(), name: z.string(), lastFour: z.string(), scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().nullable(), lastUsedAt: z.iso.datetime().nullable(),
}).meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKey>;

export const apiKeyInput = z.strictObject({
  name: line(1, 80),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).default([...scopes]),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null).describe("A time to come; null: it does not end."),
}).meta({ id: "ApiKeyInput" });
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

export const newApiKey = apiKey.extend({ key: z.string().describe("Shown this once.") }).meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof newApiKey>;

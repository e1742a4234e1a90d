import { z } from "zod";
import { roles, scopes } from "@/lib/platform/roles";
import { cleanLine } from "@/lib/platform/text";

/** The words a member agrees to at sign-up: text of their own test calls is kept. */
export const memberTextVersion = "member-2026-11";

export const email = z.string().trim().max(254).pipe(z.email()).meta({ description: "Compared without regard to case." });
export const password = z.string().min(8, "At least 8 characters.").max(128, "At most 128 characters.");
const line = (most: number) => z.string().overwrite(cleanLine).max(most);

export const signUpInput = z.strictObject({
  email, password, name: line(80).default(""),
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

export const credentials = z.strictObject({ email: z.string().trim().max(254), password: z.string().max(128) });
export type Credentials = z.infer<typeof credentials>;

export const me = z.object({
  id: z.string(), email: z.string(), emailVerified: z.boolean(), hasPassword: z.boolean().describe("False for who signs in with their organisation alone."), name: z.string(), platformAdmin: z.boolean(),
  workspaceId: z.string(), workspaceName: z.string(), role: z.enum(roles), createdAt: z.iso.datetime(),
}).meta({ id: "Me" });
export type Me = z.infer<typeof me>;

export const session = z.object({
  id: z.string(), userAgent: z.string(), createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), current: z.boolean(),
}).meta({ id: "Session" });
export type Session = z.infer<typeof session>;

export const apiKey = z.object({
  id: z.string(), name: z.string(), lastFour: z.string(), scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().nullable(), lastUsedAt: z.iso.datetime().nullable(),
}).meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKey>;

export const apiKeyInput = z.strictObject({
  name: line(80).min(1),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).default([...scopes]),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
}).meta({ id: "ApiKeyInput" });
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

export const newApiKey = apiKey.extend({ key: z.string().describe("Shown this once.") }).meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof newApiKey>;

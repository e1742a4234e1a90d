import { z } from "zod";
import { email } from "@/lib/identity/schema";
import { line } from "@/lib/platform/text-shapes";

/** Who comes by an identity server is made admin or owner by a person only. */
export const ssoRoles = ["viewer", "builder"] as const;

export const ssoDomain = z.object({
  id: z.string(), domain: z.string(), record: z.string().describe("The TXT record of the domain that proves it is yours."),
  verifiedAt: z.iso.datetime().nullable().describe("Null: nobody with this domain signs in by the connection yet."),
}).meta({ id: "SsoDomain" });
export type SsoDomain = z.infer<typeof ssoDomain>;

export const ssoConnection = z.object({
  id: z.string(), issuer: z.string(), clientId: z.string(), clientSecretLastFour: z.string().describe("All that is shown of it."),
  redirectUri: z.string().describe("To be allowed at the identity server."), domains: z.array(ssoDomain), defaultRole: z.enum(ssoRoles), enabled: z.boolean(), updatedAt: z.iso.datetime(),
}).meta({ id: "SsoConnection" });
export type SsoConnection = z.infer<typeof ssoConnection>;

export const ssoConnectionInput = z.strictObject({
  issuer: z.string().trim().min(1, "Write the issuer's address.").max(300).describe("As the identity server names itself, such as https://id.example.org."),
  clientId: line(0, 300).min(1, "Write the client id."),
  clientSecret: z.string().trim().min(4, "At least 4 characters.").max(1_000).optional().describe("Absent: it stays as it is. Needed again with another issuer or client id."),
  domains: z.array(z.string().trim().min(1).max(253).meta({ example: "example.com" })).min(1, "At least one domain.").max(20, "At most 20 domains.").describe("Of e-mail addresses. Each must be proven before people with it sign in."),
  defaultRole: z.enum(ssoRoles).default("viewer").describe("Of people who come for the first time."),
  enabled: z.boolean().default(true),
}).meta({ id: "SsoConnectionInput" });
export type SsoConnectionInput = z.infer<typeof ssoConnectionInput>;

export const ssoStartInput = z.strictObject({
  email: email.describe("Its domain alone decides; no account is looked up."),
  next: z.string().max(500).regex(/^\/(?![/\\])[^\\\u0000-\u001f]*$/, "A path of this site.").optional().describe("Where to be after signing in."),
}).meta({ id: "SsoStartInput" });
export const ssoStarted = z.object({ url: z.string().describe("Where to send the browser, which was given a cookie for the way back.") }).meta({ id: "SsoStarted" });

/** Why somebody came back without being signed in, in words for the sign-in page. */
export const ssoFaults = {
  expired: "This sign-in took too long, was used already, or was begun in another window. Begin again.",
  refused: "Your organisation’s server did not confirm who you are. Begin again; if it goes on, tell your administrator.",
  unavailable: "Your organisation’s sign-in server did not answer as it should. Try again in a moment; if it goes on, tell your administrator.",
  off: "Sign-in with your organisation has been switched off or changed in the meantime. Ask your administrator.",
  unverified: "Your organisation’s server does not say that your e-mail address is confirmed. Ask your administrator to have it do so.",
  foreign: "Your e-mail address at your organisation has a domain that may not sign in here. Ask your administrator to add it.",
  unconfirmed: "There is an account with your e-mail address whose address was never confirmed, so it may not be yours. Choose “Forgotten the password?”, set a password by the link that comes by mail, then begin again.",
  taken: "Your e-mail address belongs to somebody else’s account here, who had it before you. Ask your administrator.",
  disabled: "This account is disabled. Ask whoever runs this installation.",
  busy: "Too many people sign in from this network at once. Wait a minute, then begin again.",
  failed: "Something went wrong on our side. Try again in a moment.",
} as const;
export type SsoFault = keyof typeof ssoFaults;

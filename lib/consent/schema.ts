import { z } from "zod";

export { callerTextVersion, callerTokenHeader, consentKinds, consentTexts, type ConsentKind, type ConsentWords } from "./words";

/** Proves who agreed, where there is no account: made by the server at the first yes, kept by the caller alone. */
export const callerToken = z.string().regex(/^clr_[\w-]{43}$/);

const agreed = z.object({
  grantedAt: z.iso.datetime(), textVersion: z.string(), words: z.string().describe("What was agreed to, as it was shown."),
  current: z.boolean().describe("Whether it holds for new calls. After a change of the words it is asked again."),
  keptUntil: z.iso.datetime().nullable().describe("When the last of what is kept now will have been deleted; null where nothing is kept."),
});
export const consent = z.object({
  agentId: z.string().nullable().describe("Null for what was agreed to at sign-up, for one's own agents."), agentName: z.string().nullable(), text: agreed.nullable(), audio: agreed.nullable(),
}).meta({ id: "Consent" });
export type Consent = z.infer<typeof consent>;
export const standingConsent = z.object({ text: z.boolean(), audio: z.boolean() });
export type StandingConsent = z.infer<typeof standingConsent>;

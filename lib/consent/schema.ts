import { z } from "zod";

export const consentKinds = ["text", "audio"] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** The words that callers agree to; a change of the words is a new version, and is asked again. */
export const callerTextVersion = "caller-2026-11";

export interface ConsentWords { label: string; hint: string }

/** Every version's words, as they were shown. Versions are added, never changed: what somebody agreed to stays readable. */
export const consentTexts: Readonly<Record<string, Partial<Record<ConsentKind, ConsentWords>>>> = {
  [callerTextVersion]: {
    text: { label: "Keep what is said, as text", hint: "For whoever runs this agent, in every call with it from now on. Without it nothing of a call is kept but its length and timings." },
    audio: { label: "Record the sound", hint: "In every call with this agent from now on; each recording is deleted after 24 hours. “Stop and delete” takes it back, in the call too, and deletes what was recorded at once." },
  },
  // At sign-up; the version is named in identity/schema.ts.
  "member-2026-11": { text: { label: "The words of your own test calls are kept in your workspace", hint: "So that you can read them again." } },
};

/** Proves who agreed, where there is no account: made by the server at the first yes, kept by the caller alone. */
export const callerToken = z.string().regex(/^clr_[\w-]{43}$/);
export const callerTokenHeader = "x-parley-caller";

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

/** What is agreed to, in words; apart from the shapes, so that a page on somebody else's site need not load what checks them. */

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

/** The header that brings a caller's token. */
export const callerTokenHeader = "x-parley-caller";

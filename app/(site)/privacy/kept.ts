import { countsKeptMonths } from "@/lib/conversations/retention";
import { recordingLifeMs } from "@/lib/recordings/service";
import { defaultPrivacy } from "@/lib/workspaces/schema";

const hours = recordingLifeMs / 3_600_000;

/** What is kept, when, and how long: from the same figures that the sweeps use. */
export const kept = [
  ["Sound of a call", "Only if the caller agrees, once for each agent", `${hours} hours, or less where a workspace says so; not served a second later, deleted from disk within 15 minutes, with a signed receipt`],
  ["Words of a call", "If the caller agrees, once for each agent; for your own test calls you agreed at sign-up", `${defaultPrivacy.retentionDays} days, or what the workspace has set (1 to 365)`],
  ["Messages that callers leave for a person", "When a caller asks for it", "As long as the words of the call"],
  ["Timings and counts of a call", "Always; they hold no words and no sound", `${countsKeptMonths} months, then only sums for each day`],
  ["That you agreed, when, and to which words", "When you agree", "While there is the agent, also after you take it back; it holds nothing of the call"],
  ["Receipts of deleted sound", "When sound is deleted", "For good; they hold a hash and no sound"],
  ["Agents, their versions and their knowledge", "When you make them", "Until you delete the agent"],
  ["Your address, your name, a hash of your password", "When you make an account", "While you have the account"],
  ["Where you are signed in", "When you sign in", "Until you sign out, and a month for the record"],
  ["Mail to you", "When you ask for a link, or something of your account changes", "Its words until it is sent; that it was sent, a month"],
  ["Who did what (the audit log)", "Sign-ins, keys, roles, deletions and the like", "For good; the network address for 90 days. Of somebody who deleted their account, under a pseudonym"],
] as const;

import type { QuotaName, Usage } from "@/lib/billing/schema";

/** From this part of a limit on it is said, while there is still something to do about it. */
const nearPart = 0.8;

const count = (value: number): string => value.toLocaleString("en");
const units: Record<QuotaName, readonly [one: string, more: string]> = { minutes: ["minute", "minutes"], agents: ["agent", "agents"], concurrentCalls: ["call at once", "calls at once"] };
const unitOf = (name: QuotaName, amount: number): string => units[name][amount === 1 ? 0 : 1];

/** The day that minutes begin anew, UTC. */
export const renewalOf = ({ period }: Usage): string => new Date(period.end).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
export const monthOf = ({ period }: Usage): string => new Date(period.start).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** "48.2 of 60 minutes", or "48.2 minutes, without a limit". */
export function amountOf(name: QuotaName, { used, limit }: Usage[QuotaName]): string {
  return limit === null ? `${count(used)} ${unitOf(name, used)}, without a limit` : `${count(used)} of ${count(limit)} ${unitOf(name, limit)}`;
}

export interface Strain { name: QuotaName; isUsedUp: boolean; title: string; cure: string }

/** Of those named, what is used up or nearly, and what to do about it. */
export function strainsOf(usage: Usage, names: readonly QuotaName[]): Strain[] {
  return names.flatMap((name): Strain[] => {
    const { used, limit } = usage[name];
    if (limit === null || used < limit * nearPart) return [];
    const isUsedUp = used >= limit;
    return [{ name, isUsedUp, title: isUsedUp ? usedUp[name](count(limit)) : `${amountOf(name, usage[name])} are used`, cure: `${cures[name](isUsedUp, renewalOf(usage))} ${larger}` }];
  });
}

const larger = "An administrator of this installation can give the workspace a larger plan.";
const usedUp: Record<QuotaName, (limit: string) => string> = {
  minutes: (limit) => `All ${limit} minutes of this month are used`,
  agents: (limit) => `The workspace has its ${limit} agents`,
  concurrentCalls: (limit) => `All ${limit} calls that the plan allows at once are running`,
};
const cures: Record<QuotaName, (isUsedUp: boolean, renewal: string) => string> = {
  minutes: (isUsedUp, renewal) => (isUsedUp ? `New calls are refused until ${renewal}, UTC; a call that runs goes on to its end.` : `When they are used up, new calls are refused until ${renewal}, UTC.`),
  agents: (isUsedUp) => (isUsedUp ? "Delete one that is not needed before you make another." : "When there are no more, one must be deleted before another is made."),
  concurrentCalls: (isUsedUp) => (isUsedUp ? "Further callers are refused until one of them ends." : "When all of them run, further callers are refused until one ends."),
};

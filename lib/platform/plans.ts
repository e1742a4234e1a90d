/** What a workspace may use. An administrator gives it another plan; until then it has `DEFAULT_PLAN`. */

export interface Plan {
  /** Of one person or key, for what costs and for what changes something. */
  requestsPerMinute: number;
  /** Talked with its agents in a calendar month, UTC; null: without end. */
  minutesPerMonth: number | null;
  agents: number | null;
  /** Of all its agents together. Null: what the machine can. */
  concurrentCalls: number | null;
}

export const planNames = ["trial", "standard", "unlimited"] as const;
export type PlanName = (typeof planNames)[number];

export const plans: Record<PlanName, Plan> = {
  trial: { requestsPerMinute: 120, minutesPerMonth: 60, agents: 5, concurrentCalls: 2 },
  standard: { requestsPerMinute: 120, minutesPerMonth: 1_000, agents: 100, concurrentCalls: 20 },
  unlimited: { requestsPerMinute: 600, minutesPerMonth: null, agents: null, concurrentCalls: null },
};

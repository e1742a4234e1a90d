import { quotaNames, type Usage } from "@/lib/billing/schema";
import { amountOf, renewalOf, strainsOf } from "./usage-words";

const usage = (minutes: number, agents: number, calls: number, limits: [number | null, number | null, number | null] = [60, 5, 10]): Usage => ({
  plan: "trial", period: { start: "2026-12-01T00:00:00.000Z", end: "2027-01-01T00:00:00.000Z" },
  minutes: { used: minutes, limit: limits[0] }, agents: { used: agents, limit: limits[1] }, concurrentCalls: { used: calls, limit: limits[2] },
});
const strained = (shown: Usage) => strainsOf(shown, quotaNames).map(({ name, isUsedUp }) => [name, isUsedUp]);

test("nothing is said below four fifths of a limit, and something from there on, before and after it is used up", () => {
  expect(strained(usage(47.9, 3, 7))).toEqual([]);
  expect(strained(usage(48, 4, 8))).toEqual([["minutes", false], ["agents", false], ["concurrentCalls", false]]);
  expect(strained(usage(60, 5, 10))).toEqual([["minutes", true], ["agents", true], ["concurrentCalls", true]]);
  expect(strained(usage(75.3, 9, 12))).toEqual([["minutes", true], ["agents", true], ["concurrentCalls", true]]);
});

test("nothing is said where there is no limit, nor of what was not asked for", () => {
  expect(strained(usage(9_999, 999, 99, [null, null, null]))).toEqual([]);
  expect(strainsOf(usage(60, 5, 10), ["concurrentCalls"]).map(({ name }) => name)).toEqual(["concurrentCalls"]);
});

test("it is said in words: how much, until when, and what to do", () => {
  expect(strainsOf(usage(48.2, 0, 0), ["minutes"])).toEqual([expect.objectContaining({ title: "48.2 of 60 minutes are used", cure: "When they are used up, new calls are refused until 1 January, UTC. An administrator of this installation can give the workspace a larger plan." })]);
  expect(strainsOf(usage(60, 5, 10), quotaNames).map(({ title }) => title)).toEqual(["All 60 minutes of this month are used", "The workspace has its 5 agents", "All 10 calls that the plan allows at once are running"]);
  expect(amountOf("agents", { used: 1, limit: null })).toBe("1 agent, without a limit");
  expect(renewalOf(usage(0, 0, 0))).toBe("1 January");
});

import { filtersFrom, queryOf } from "./filters";

test("what an address cannot mean is left out, and the rest still filters", () => {
  expect(filtersFrom({ agentId: "agt_1", channel: "smoke", from: "2026-02-31", to: "2026-11-23" })).toEqual({ agentId: "agt_1", to: "2026-11-23" });
  expect(filtersFrom({ agentId: "a' or 1=1", channel: ["browser", "cli"], from: "yesterday" })).toEqual({});
});

test("both days of a range are whole", () => {
  expect(queryOf({ from: "2026-11-22", to: "2026-11-23", channel: "browser" })).toEqual({ channel: "browser", from: "2026-11-22T00:00:00.000Z", to: "2026-11-24T00:00:00.000Z" });
});

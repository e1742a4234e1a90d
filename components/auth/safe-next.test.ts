import { expect, test } from "@jest/globals";
import { elsewhere } from "@/lib/testing/security/http-surface/origins";
import { safeNext } from "./safe-next";

const ours = "https://voice.example";

test.each(elsewhere)("%j leads to no page but ours", (next) => {
  const safe = safeNext(next);
  expect(safe).toMatch(/^\/(?![/\\])/);
  expect(new URL(safe, `${ours}/sign-in`).origin).toBe(ours);
  // Read once more, by somebody who decodes first.
  expect(safeNext(safe)).toBe(safe);
});

test.each(["/agents", "/agents/agt_1?tab=knowledge#entry", "/conversations?page=2", "/docs/errors/not_found"])("%s is kept", (next) => { expect(safeNext(next)).toBe(next); });
test.each([null, undefined, "", "agents", "x".repeat(501), `/${"x".repeat(500)}`])("%j is no page", (next) => { expect(safeNext(next)).toBe("/agents"); });

import { safeNext } from "./safe-next";

test("a path of our own is kept with its query", () => {
  expect(safeNext("/conversations?agentId=agt_1#t")).toBe("/conversations?agentId=agt_1#t");
});

test.each(["//evil.test", "https://evil.test", "/\\evil.test", "/\t/evil.test", "javascript:alert(1)", "/.//evil.test", "/..//evil.test", "", null, undefined, `/${"a".repeat(600)}`])("%j never leads away", (next) => {
  const target = safeNext(next);
  expect(new URL(target, "http://parley.test").origin).toBe("http://parley.test");
  expect(target.startsWith("//")).toBe(false);
});

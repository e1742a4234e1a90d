import { expect, test } from "@jest/globals";
import { createSpareMemory } from "./spare-memory";

function stage() {
  const now = { quiet: true, bytes: 100, collected: 0, left: 101 };
  const look = createSpareMemory({ isQuiet: () => now.quiet, residentBytes: () => now.bytes, collect: () => { now.collected += 1; now.bytes = now.left; } });
  return { now, look };
}

test("what a rush has left is given back once it has been quiet, once", () => {
  const { now, look } = stage();
  look();
  now.quiet = false;
  now.bytes = 160;
  expect([look(), look(), look()]).toEqual([false, false, false]);
  now.quiet = true;
  expect([look(), look(), look(), look()]).toEqual([false, true, false, false]);
  now.bytes = 150;
  expect([look(), look()]).toEqual([true, false]);
  expect(now.collected).toBe(2);
});

test("where nothing could be given back it is tried again, each time later", () => {
  const { now, look } = stage();
  look();
  [now.bytes, now.left] = [160, 158];
  const tries = Array.from({ length: 40 }, () => look());
  expect(tries.flatMap((tried, index) => (tried ? [index] : []))).toEqual([0, 4, 12, 28]);
});

test("nothing is collected while somebody talks, nor where memory has not grown", () => {
  const { now, look } = stage();
  for (let count = 0; count < 5; count += 1) expect(look()).toBe(false);
  now.bytes = 200;
  now.quiet = false;
  for (let count = 0; count < 5; count += 1) expect(look()).toBe(false);
  expect(now.collected).toBe(0);
});

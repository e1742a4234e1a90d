import { expect, it } from "@jest/globals";
import { createAudioCache } from "./audio-cache";

const audio = (bytes: number) => [new Int16Array(bytes / 2)];

it("stays within its bytes and drops what was used least recently", () => {
  const cache = createAudioCache(400);
  for (const key of ["a", "b", "c", "d"]) cache.set(key, audio(100));
  expect(cache.get("a")).not.toBeNull();
  cache.set("e", audio(100));
  expect(cache.get("b")).toBeNull();
  for (const key of ["a", "c", "d", "e"]) expect(cache.get(key)).not.toBeNull();
});

it("counts a clause that is kept again once", () => {
  const cache = createAudioCache(400);
  for (let n = 0; n < 10; n += 1) cache.set("a", audio(100));
  for (const key of ["b", "c", "d"]) cache.set(key, audio(100));
  expect(cache.get("a")).not.toBeNull();
});

it("keeps nothing that would drive out most of the rest, and nothing at all with no bytes", () => {
  const cache = createAudioCache(400);
  cache.set("long", audio(200));
  expect(cache.get("long")).toBeNull();
  const none = createAudioCache(0);
  none.set("a", audio(2));
  expect(none.get("a")).toBeNull();
});

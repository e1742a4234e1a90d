import { text as textOf } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { jsonOf, zipOf, type ArchiveEntry } from "./archive";

const at = new Date("2026-11-25T10:00:00Z");
const alive = () => new AbortController().signal;
/** Long enough for anything that would run ahead by itself. */
const settle = async () => { for (let turns = 0; turns < 500; turns += 1) await turn(); };

function endless() {
  const state = { given: 0, closed: 0, opened: 0 };
  async function* body() {
    state.opened += 1;
    try { for (;;) { state.given += 1; yield new Uint8Array(65_536).fill(state.given); } } finally { state.closed += 1; }
  }
  async function* entries(): AsyncGenerator<ArchiveEntry> { for (let index = 0; ; index += 1) yield { path: `${index}.bin`, body: body(), compress: false }; }
  return { state, entries };
}

test("nothing is read before it is taken, beyond what a few buffers hold", async () => {
  const { state, entries } = endless();
  const reader = zipOf(entries(), at, alive()).getReader();
  await reader.read();
  await settle();
  expect(state.given * 65_536).toBeLessThan(2_000_000);
  await reader.cancel();
});

test.each(["the reader goes away", "the request is aborted"])("where %s, what is open is closed and nothing more is read", async (how) => {
  const { state, entries } = endless();
  const asking = new AbortController();
  const reader = zipOf(entries(), at, asking.signal).getReader();
  await reader.read();
  if (how === "the reader goes away") await reader.cancel(); else asking.abort();
  await settle();
  const { given } = state;
  await settle();
  expect(state).toEqual({ given, closed: 1, opened: 1 });
  if (how !== "the reader goes away") await expect((async () => { for (;;) if ((await reader.read()).done) return; })()).rejects.toThrow("given up");
});

test("an entry that fails breaks the archive off, so that half of it does not pass for the whole", async () => {
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield { path: "whole.txt", body: (async function* () { yield Buffer.from("whole"); })(), compress: true };
    yield { path: "half.txt", body: (async function* () { yield Buffer.from("half"); throw new Error("the database is gone"); })(), compress: true };
  }
  const reader = zipOf(entries(), at, alive()).getReader();
  await expect((async () => { for (;;) if ((await reader.read()).done) return; })()).rejects.toThrow("the database is gone");
});

test("rows become JSON one by one, and a section without any is an empty list", async () => {
  const rows = async function* () { yield { id: "1", words: 'a "quoted" word' }; yield { id: "2", words: null }; };
  const nothing = async function* () {};
  const text = await textOf(jsonOf({ calls: rows(), keys: nothing() }));
  expect(JSON.parse(text)).toEqual({ calls: [{ id: "1", words: 'a "quoted" word' }, { id: "2", words: null }], keys: [] });
});

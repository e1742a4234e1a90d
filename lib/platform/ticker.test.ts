import { expect, test } from "@jest/globals";
import type { Clock } from "./clock";
import { systemClock } from "./clock";
import { startTicker } from "./ticker";

/** Runs what is due by hand. */
function handClock() {
  const due: { atMs: number; task: () => void }[] = [];
  const clock: Clock = { ...systemClock, after(delayMs, task) { const entry = { atMs: delayMs, task }; due.push(entry); return () => { due.splice(due.indexOf(entry), 1); }; } };
  return { clock, due, async next() { due.shift()?.task(); await new Promise((resolve) => setImmediate(resolve)); } };
}

test("a job runs again after its interval, never twice at once, and a failure does not end it", async () => {
  process.env.LOG_LEVEL = "silent";
  const { clock, due, next } = handClock();
  let runs = 0;
  let finish = () => {};
  const ticker = startTicker([{ name: "sample", intervalMs: 60_000, run: () => { runs += 1; return runs === 1 ? Promise.reject(new Error("no")) : new Promise<void>((resolve) => { finish = resolve; }); } }], clock);
  expect(due.map(({ atMs }) => atMs)).toEqual([1_000]);
  await next();
  expect([runs, due.map(({ atMs }) => atMs)]).toEqual([1, [60_000]]);
  await next();
  expect([runs, due.length]).toEqual([2, 0]);
  let stopped = false;
  const stopping = ticker.stop().then(() => { stopped = true; });
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect([runs, due.length]).toEqual([2, 0]);
});

import { clockTime, durationWords, endedBy, latencyWords, timeLeftWords } from "./moments";

test("a place in a call reads as a clock", () => {
  expect([0, 59_999, 106_000, 3_723_000, -5].map(clockTime)).toEqual(["0:00", "0:59", "1:46", "1:02:03", "0:00"]);
});

test("a length names its units, and a minute is never written as 60 seconds", () => {
  expect([41_000, 188_000, 59_700, 3_720_000].map(durationWords)).toEqual(["41 s", "3 min 08 s", "1 min 00 s", "1 h 02 min"]);
});

test("time left is never said to be more than it is", () => {
  expect([76_499_999, 359_999, 59_999, -1].map(timeLeftWords)).toEqual(["21 h 14 min", "5 min", "less than a minute", "less than a minute"]);
});

test("latency changes its unit at a second, and an unknown ending is shown rather than hidden", () => {
  expect([417.6, 999, 1_449].map(latencyWords)).toEqual(["418 ms", "999 ms", "1.4 s"]);
  expect([endedBy(null), endedBy("caller"), endedBy("something-new")]).toEqual(["Still running", "Caller", "something-new"]);
});

import { srtOf, stamp, textOf, vttOf } from "./subtitles";

const one = (text: string, startMs = 0, endMs = 1_000) => ({ startMs, endMs, text });

test("times are written to the millisecond, past an hour and past a hundred of them", () => {
  expect([0, 999.6, 62_345, 3_600_000, 3_723_004, 360_000_001].map((ms) => stamp(ms, ","))).toEqual(["00:00:00,000", "00:00:01,000", "00:01:02,345", "01:00:00,000", "01:02:03,004", "100:00:00,001"]);
  expect(stamp(-5, ".")).toBe("00:00:00.000");
});

test("cues are numbered from 1 in the order in which they begin, whatever the order they came in", () => {
  expect(srtOf([one("Second.", 2_000, 3_000), one("First.", 0, 1_500)])).toBe("1\n00:00:00,000 --> 00:00:01,500\nFirst.\n\n2\n00:00:02,000 --> 00:00:03,000\nSecond.\n");
});

test("a segment without words makes no cue and takes no number", () => {
  expect(srtOf([one("  \n"), one("Said.", 4_000, 5_000), one("")])).toBe("1\n00:00:04,000 --> 00:00:05,000\nSaid.\n");
  expect([srtOf([]), vttOf([]), textOf([])]).toEqual(["", "WEBVTT\n\n", ""]);
});

test("no text can end its cue early or pretend to be a time", () => {
  expect(srtOf([one("a\n\n2\n00:00:01,000 --> 00:00:02,000\r\n\r\nb")])).toBe("1\n00:00:00,000 --> 00:00:01,000\na\n2\n00:00:01,000 → 00:00:02,000\nb\n");
  expect(vttOf([one("Fish & <b>chips</b> --> now")])).toBe("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nFish &amp; &lt;b&gt;chips&lt;/b&gt; --&gt; now\n");
});

test("overlapping segments keep their own times, and one that ends before it begins ends where it begins", () => {
  expect(srtOf([one("Long.", 0, 5_000), one("Short.", 1_000, 2_000)])).toContain("2\n00:00:01,000 --> 00:00:02,000\nShort.");
  expect(srtOf([one("Back.", 3_000, 1_000)])).toContain("00:00:03,000 --> 00:00:03,000");
});

test("plain text is a line for each segment", () => {
  expect(textOf([one("One.\nStill one."), one("Two.", 2_000, 3_000)])).toBe("One. Still one.\nTwo.\n");
});

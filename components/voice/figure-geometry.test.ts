import { echoPath, mainPath, otherHalf, smoothLevel, stillPaths, visibleLevel } from "./figure-geometry";

const strokes = (path: string) => path.match(/M/g)?.length ?? 0;
const radii = (path: string) => [...path.matchAll(/([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => Math.hypot(Number(x) - 120, Number(y) - 120));

it.each(["idle", "listening", "thinking", "speaking"] as const)("%s has 48 strokes, and no stroke leaves the frame at any loudness", (state) => {
  for (const level of [0, 0.5, 1]) {
    const path = mainPath(state, 48, level, 77);
    expect(strokes(path)).toBe(48);
    expect(Math.max(...radii(path), ...radii(echoPath(state, level, 77)), 0)).toBeLessThanOrEqual(116.2);
  }
});

it("listening reaches inward and speaking outward, more with a louder voice", () => {
  expect(Math.min(...radii(mainPath("listening", 48, 1)))).toBeLessThan(Math.min(...radii(mainPath("listening", 48, 0))));
  expect(Math.max(...radii(mainPath("speaking", 48, 1)))).toBeGreaterThan(Math.max(...radii(mainPath("speaking", 48, 0))));
});

it("an error is two halves with a gap between them", () => {
  expect(strokes(mainPath("error", 48)) + strokes(otherHalf(48))).toBeLessThan(48);
});

it("the still meter lights as many strokes as the voice is loud, and loses none", () => {
  for (const level of [0, 0.25, 1]) {
    const { on, off } = stillPaths("listening", level);
    expect(strokes(on)).toBe(Math.round(48 * level));
    expect(strokes(on) + strokes(off)).toBe(48);
  }
});

it("the level rises faster than it falls and stays between nothing and full", () => {
  expect(smoothLevel(0, 1, 40)).toBeGreaterThan(1 - smoothLevel(1, 0, 40));
  expect(visibleLevel(0)).toBe(0);
  expect(visibleLevel(1)).toBe(1);
});

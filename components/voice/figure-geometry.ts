/** The voice figure as path data: viewBox 240, centre 120, angles clockwise from the top. */

export type FigureState = "idle" | "listening" | "thinking" | "speaking" | "error";
export type StrokeCount = 12 | 16 | 24 | 48;

const centre = 120;
const round = (value: number): string => String(Math.round(value * 10) / 10);

function point(radius: number, degrees: number): string {
  const angle = degrees * Math.PI / 180;
  return `${round(centre + radius * Math.sin(angle))} ${round(centre - radius * Math.cos(angle))}`;
}

const stroke = (from: number, to: number, degrees: number, lean = 0): string => `M${point(from, degrees)}L${point(to, degrees + lean)}`;
const degreesOf = (count: number): number[] => Array.from({ length: count }, (_, i) => i * 360 / count);

/** How far the stroke at this angle reaches: `level` 0–1, `petals` waves around the ring, `phase` in degrees. */
function reach(degrees: number, petals: number, level: number, phase: number, counter = false): number {
  const wave = Math.cos((petals * degrees + phase) * Math.PI / 180);
  return level * (0.25 + 0.75 * (0.5 + (counter ? -0.5 : 0.5) * wave));
}

/** The tip of a stroke by angle, for the two states that follow the voice. */
function tip(state: "listening" | "speaking", count: StrokeCount, degrees: number, level: number, phase: number, counter = false): number {
  const small = count === 12 || count === 16;
  if (state === "listening") return (small ? 100 : 110) - 34 * reach(degrees, 6, level, phase, counter);
  return (small ? 64 : 80) + (small ? 48 : 36) * reach(degrees, small ? 6 : 8, level, phase, counter);
}

const inOneHalf = (degrees: number): boolean => degrees >= 45 && degrees <= 190;
const inOtherHalf = (degrees: number): boolean => degrees >= 225 || degrees <= 22.5;

/** The strokes; of `error` the half before the crack, the other is `otherHalf`. */
export function mainPath(state: FigureState, count: StrokeCount, level = 1, phase = 0): string {
  const angles = degreesOf(count);
  const small = count === 12 || count === 16;
  switch (state) {
    case "idle": return angles.map((at) => (count === 48 ? stroke(91, 99, at) : count === 24 ? stroke(86, 104, at) : stroke(80, 106, at))).join("");
    case "thinking": return angles.map((at) => (small ? stroke(62, 108, at, 44) : stroke(78, 110, at, 27))).join("");
    case "listening": return angles.map((at) => stroke(small ? 114 : 116, tip(state, count, at, level, phase), at)).join("");
    case "speaking": return angles.map((at) => stroke(small ? 44 : 74, tip(state, count, at, level, phase), at)).join("");
    case "error": return errorStrokes(angles.filter(inOneHalf), small);
  }
}

export const otherHalf = (count: StrokeCount): string => errorStrokes(degreesOf(count).filter(inOtherHalf), count === 12 || count === 16);
const errorStrokes = (angles: readonly number[], small: boolean): string => angles.map((at) => (small ? stroke(58, 100, at) : stroke(84, 106, at))).join("");

/** The rosettes: a closed curve through the tips, and its counter-phase. While thinking, the strokes mirrored. */
export function echoPath(state: FigureState, level = 1, phase = 0): string {
  if (state === "thinking") return degreesOf(48).map((at) => stroke(78, 110, at + 3.75, -27)).join("");
  if (state !== "listening" && state !== "speaking") return "";
  const curve = (counter: boolean) => `M${degreesOf(120).map((at) => point(tip(state, 48, at, level, phase, counter), at)).join("L")}Z`;
  return curve(false) + curve(true);
}

/** The ring of dots that the strokes stand on. */
export function dotsPath(state: FigureState, count: StrokeCount): string {
  if (state === "thinking") return "";
  const radius = state === "listening" ? 116 : state === "speaking" ? 74 : 94;
  return degreesOf(count).map((at) => `M${point(radius, at)}h.01`).join("");
}

/** The still meter for those who prefer less motion: so many of 48 equal strokes are lit; thinking lights every third. */
export function stillPaths(state: FigureState, level: number): { on: string; off: string } {
  const lit = (i: number) => (state === "thinking" ? i % 3 === 0 : state === "error" ? true : i < Math.round(48 * level));
  const part = (wanted: boolean) => degreesOf(48).filter((_, i) => lit(i) === wanted).map((at) => stroke(86, 106, at)).join("");
  return { on: part(true), off: part(false) };
}

/** Loudness (root mean square, 0–1) as an eye expects it: −50 dB is nothing, −10 dB is full. */
export const visibleLevel = (rms: number): number => Math.max(0, Math.min(1, (20 * Math.log10(Math.max(rms, 1e-6)) + 50) / 40));

/** One step of smoothing: up in 40 ms, down in 160 ms. */
export const smoothLevel = (level: number, target: number, elapsedMs: number): number => level + (target - level) * (1 - Math.exp(-elapsedMs / (target > level ? 40 : 160)));

/** A rosette of the seal on the first page: `curves` closed lines in `petals` waves between two radii, each turned a little. */
export function sealRosette(curves: number, petals: number, inner: number, outer: number): string {
  const middle = (inner + outer) / 2;
  const depth = (outer - inner) / 2;
  return Array.from({ length: curves }, (_, curve) => {
    const turn = curve * 360 / curves;
    return `M${degreesOf(180).map((at) => point(middle + depth * Math.cos((petals * at + turn) * Math.PI / 180), at)).join("L")}Z`;
  }).join("");
}

/** The strokes of the seal, between its two rosettes. */
export const sealStrokes = (): string => degreesOf(48).map((at) => stroke(82, 90, at)).join("");

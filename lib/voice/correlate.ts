/** How much of one stretch of sound is another, later and fainter: the greatest normalised correlation over all delays. */

/** In-place radix-2 transform; both arrays of one power-of-two length. */
function transform(real: Float64Array, imaginary: Float64Array, inverse: boolean): void {
  const size = real.length;
  for (let n = 1, m = 0; n < size; n += 1) {
    let bit = size >> 1;
    for (; m & bit; bit >>= 1) m ^= bit;
    m ^= bit;
    if (n < m) { swap(real, n, m); swap(imaginary, n, m); }
  }
  for (let length = 2; length <= size; length <<= 1) {
    const angle = 2 * Math.PI / length * (inverse ? 1 : -1);
    const stepReal = Math.cos(angle);
    const stepImaginary = Math.sin(angle);
    const half = length / 2;
    for (let start = 0; start < size; start += length) {
      let turnReal = 1;
      let turnImaginary = 0;
      for (let k = start; k < start + half; k += 1) {
        const a = real[k + half] ?? 0;
        const b = imaginary[k + half] ?? 0;
        const c = a * turnReal - b * turnImaginary;
        const d = a * turnImaginary + b * turnReal;
        const e = real[k] ?? 0;
        const f = imaginary[k] ?? 0;
        real[k] = e + c; imaginary[k] = f + d;
        real[k + half] = e - c; imaginary[k + half] = f - d;
        const next = turnReal * stepReal - turnImaginary * stepImaginary;
        turnImaginary = turnReal * stepImaginary + turnImaginary * stepReal;
        turnReal = next;
      }
    }
  }
}

function swap(values: Float64Array, n: number, m: number): void {
  const held = values[n] ?? 0;
  values[n] = values[m] ?? 0;
  values[m] = held;
}

/** 0–1: 1 where `sound` is `reference` at some delay and loudness. `reference` must be at least as long. */
export function likeness(sound: Float32Array, reference: Float32Array): number {
  const count = sound.length;
  if (count === 0 || reference.length < count) return 0;
  const size = 2 ** Math.ceil(Math.log2(reference.length + count));
  const a = new Float64Array(size);
  const ai = new Float64Array(size);
  const b = new Float64Array(size);
  const bi = new Float64Array(size);
  a.set(reference);
  b.set(sound);
  transform(a, ai, false);
  transform(b, bi, false);
  for (let n = 0; n < size; n += 1) {
    const x = a[n] ?? 0;
    const xi = ai[n] ?? 0;
    const y = b[n] ?? 0;
    const yi = bi[n] ?? 0;
    a[n] = x * y + xi * yi;
    ai[n] = xi * y - x * yi;
  }
  transform(a, ai, true);
  const energy = sound.reduce((sum, sample) => sum + sample * sample, 0);
  const windows = energies(reference, count);
  const least = Math.max(1e-9, quietest * windows.reduce((most, window) => Math.max(most, window), 0));
  let best = 0;
  for (const [lag, window] of windows.entries()) if (window >= least) best = Math.max(best, Math.abs((a[lag] ?? 0) / size) / Math.sqrt(window * energy + 1e-12));
  return Math.min(1, best);
}

/** Stretches of the reference so far below its loudest are silence, in which rounding errors would look like likeness. */
const quietest = 1e-5;

/** Energy of each stretch of `count` samples. */
function energies(reference: Float32Array, count: number): Float64Array {
  const result = new Float64Array(reference.length - count + 1);
  let window = 0;
  for (let n = 0; n < count; n += 1) window += (reference[n] ?? 0) ** 2;
  for (let lag = 0; lag < result.length; lag += 1) {
    result[lag] = Math.max(0, window);
    window += (reference[lag + count] ?? 0) ** 2 - (reference[lag] ?? 0) ** 2;
  }
  return result;
}

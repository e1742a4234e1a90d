/** Power spectrum of short real frames whose length is no power of two. */

/** Writes |DFT|² of `frame` for bins 0…length/2. */
export type PowerSpectrum = (frame: Float64Array, power: Float64Array) => void;

/** For an even length whose half has no prime factor above 5. Two neighbouring samples make one complex number, so half the length is transformed. */
export function createPowerSpectrum(length: number): PowerSpectrum {
  const half = length / 2;
  const transform = createTransform(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / length));
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / length));

  return (frame, power) => {
    for (let n = 0; n < half; n += 1) {
      re[n] = frame[2 * n] ?? 0;
      im[n] = frame[2 * n + 1] ?? 0;
    }
    const out = transform(re, im);
    for (let k = 0; k <= half; k += 1) {
      const a = k % half;
      const b = (half - k) % half;
      const aRe = out.re[a] ?? 0;
      const aIm = out.im[a] ?? 0;
      const bRe = out.re[b] ?? 0;
      const bIm = out.im[b] ?? 0;
      const oddRe = (aIm + bIm) / 2;
      const oddIm = (bRe - aRe) / 2;
      const real = (aRe + bRe) / 2 + (cos[k] ?? 0) * oddRe + (sin[k] ?? 0) * oddIm;
      const imaginary = (aIm - bIm) / 2 + (cos[k] ?? 0) * oddIm - (sin[k] ?? 0) * oddRe;
      power[k] = real * real + imaginary * imaginary;
    }
  };
}

interface Complex { re: Float64Array; im: Float64Array }
/** One Stockham step: `radix` values `span` apart become `radix` neighbours; the weights hold its small transform and the twiddles. */
interface Step { radix: number; span: number; stride: number; cos: Float64Array; sin: Float64Array }

function createTransform(length: number): (re: Float64Array, im: Float64Array) => Complex {
  const steps = stepsFor(length);
  const buffers: [Complex, Complex] = [0, 1].map(() => ({ re: new Float64Array(length), im: new Float64Array(length) })) as [Complex, Complex];
  return (re, im) => {
    let from: Complex = { re, im };
    steps.forEach((step, index) => {
      const to = buffers[index % 2 === 0 ? 0 : 1];
      applyStep(step, from, to);
      from = to;
    });
    return from;
  };
}

function stepsFor(length: number): Step[] {
  const steps: Step[] = [];
  let size = length;
  while (size > 1) {
    const radix = [4, 5, 3, 2].find((factor) => size % factor === 0);
    if (!radix) throw new RangeError(`${length} has a prime factor above 5`);
    const span = size / radix;
    const turns = Float64Array.from({ length: span * radix * radix }, (_, at) => {
      const [q, k, j] = [Math.floor(at / (radix * radix)), Math.floor(at / radix) % radix, at % radix];
      return (2 * Math.PI * ((j * k * span + q * k) % size)) / size;
    });
    steps.push({ radix, span, stride: length / size, cos: turns.map(Math.cos), sin: turns.map(Math.sin) });
    size = span;
  }
  return steps;
}

function applyStep({ radix, span, stride, cos, sin }: Step, from: Complex, to: Complex): void {
  for (let q = 0; q < span; q += 1) for (let k = 0; k < radix; k += 1) {
    const weights = (q * radix + k) * radix;
    for (let s = 0; s < stride; s += 1) {
      let re = 0;
      let im = 0;
      for (let j = 0; j < radix; j += 1) {
        const at = s + stride * (q + span * j);
        const x = from.re[at] ?? 0;
        const y = from.im[at] ?? 0;
        const c = cos[weights + j] ?? 0;
        const d = sin[weights + j] ?? 0;
        re += x * c + y * d;
        im += y * c - x * d;
      }
      to.re[s + stride * (radix * q + k)] = re;
      to.im[s + stride * (radix * q + k)] = im;
    }
  }
}

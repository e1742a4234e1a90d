/** PCM in and out: 16-bit and float samples, little-endian bytes, and a resampler good enough that nobody hears it. */

/** Floats in −1…1 of 16-bit samples. */
export function floatFromPcm16(samples: Int16Array): Float32Array {
  const result = new Float32Array(samples.length);
  for (let n = 0; n < samples.length; n += 1) result[n] = (samples[n] ?? 0) / 32_768;
  return result;
}

/** 16-bit samples of floats; what is beyond ±1 is clipped. */
export function pcm16FromFloat(samples: Float32Array): Int16Array {
  const result = new Int16Array(samples.length);
  for (let n = 0; n < samples.length; n += 1) result[n] = Math.max(-32_768, Math.min(32_767, Math.round((samples[n] ?? 0) * 32_768)));
  return result;
}

/** Samples of little-endian bytes at any alignment. Throws RangeError on an odd number of bytes. */
export function pcm16FromBytes(bytes: Uint8Array): Int16Array {
  if (bytes.length % 2 !== 0) throw new RangeError("16-bit audio has an even number of bytes");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(bytes.length / 2);
  for (let n = 0; n < samples.length; n += 1) samples[n] = view.getInt16(2 * n, true);
  return samples;
}

/** Little-endian bytes of 16-bit samples. */
export function bytesFromPcm16(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(2 * samples.length);
  const view = new DataView(bytes.buffer);
  for (let n = 0; n < samples.length; n += 1) view.setInt16(2 * n, samples[n] ?? 0, true);
  return bytes;
}

/** One array of all pieces. */
export function joinSamples(pieces: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) { joined.set(piece, at); at += piece.length; }
  return joined;
}

/** Loudness of samples in −1…1, in dB below full scale; −Infinity for silence. */
export function decibelsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / Math.max(1, samples.length));
}

/** Changes the sample rate of one stream. Output sample n lies at the same instant as input sample n·from/to: no delay is added, only waited for. */
export interface Resampler {
  /** What can be told from the samples so far; may be empty. */
  push(samples: Float32Array): Float32Array;
  /** The rest, with silence after the last sample. All in all ceil(samples·to/from) come out. The resampler is then as new. */
  flush(): Float32Array;
}

export function createResampler(fromHz: number, toHz: number): Resampler {
  if (![fromHz, toHz].every((hz) => Number.isInteger(hz) && hz >= 1_000 && hz <= 384_000)) throw new RangeError("sample rates are whole numbers of 1,000–384,000 Hz");
  if (fromHz === toHz) return { push: (samples) => samples, flush: () => new Float32Array(0) };
  const { up, down, reach, phases } = filterOf(fromHz, toHz);
  let held: Float32Array = new Float32Array(reach - 1);
  let heldFrom = -(reach - 1);
  let received = 0;
  let made = 0;

  /** Makes samples up to the input position `end`, of which `held` has everything up to `reach` beyond. */
  const make = (end: number): Float32Array => {
    const until = Math.max(made, Math.ceil((end * up) / down));
    const result = new Float32Array(until - made);
    for (let n = 0; n < result.length; n += 1) {
      const position = (made + n) * down;
      const phase = phases[Math.floor(((position % up) * phases.length) / up)];
      const start = Math.floor(position / up) - (reach - 1) - heldFrom;
      let sum = 0;
      if (phase) for (let k = 0; k < phase.length; k += 1) sum += (phase[k] ?? 0) * (held[start + k] ?? 0);
      result[n] = sum;
    }
    made = until;
    const keepFrom = Math.floor((made * down) / up) - (reach - 1);
    held = held.slice(Math.max(0, keepFrom - heldFrom));
    heldFrom = Math.max(heldFrom, keepFrom);
    return result;
  };

  const append = (samples: Float32Array) => { held = joinSamples([held, samples]); };
  return {
    push(samples) {
      append(samples);
      received += samples.length;
      return make(Math.max(0, received - reach));
    },
    flush() {
      append(new Float32Array(reach + 1));
      const result = make(received);
      held = new Float32Array(reach - 1);
      heldFrom = -(reach - 1);
      received = 0;
      made = 0;
      return result;
    },
  };
}

/** A whole recording at another rate. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = createResampler(fromHz, toHz);
  return joinSamples([resampler.push(samples), resampler.flush()]);
}

interface Filter { up: number; down: number; /** Input samples that count on either side. */ reach: number; /** One set of weights per place between two input samples, evenly spread over all there are. */ phases: Float32Array[] }

/** Zero crossings of the sinc on either side: with the Kaiser window, a stop band below −80 dB from 1.09 × the lower Nyquist rate. */
const zeroCrossings = 32;
const kaiserBeta = 8.5;
/** The pass band ends here, in parts of the lower Nyquist rate. */
const passBand = 0.955;
/** All that common rates need, and made in some milliseconds. Between odd rates there are up to 384,000 places, which would take seconds: then the nearest of fewer are taken, and no time is lost or gained by it. */
const mostWeights = 65_536;
const mostFilters = 32;
const filters = new Map<string, Filter>();

function filterOf(fromHz: number, toHz: number): Filter {
  const key = `${fromHz}:${toHz}`;
  const known = filters.get(key);
  if (known) return known;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const cutoff = passBand * Math.min(1, up / down);
  const reach = Math.ceil(zeroCrossings / cutoff);
  const places = Math.min(up, Math.ceil(mostWeights / (2 * reach)));
  const phases = Array.from({ length: places }, (_, phase) => {
    const weights = Float64Array.from({ length: 2 * reach }, (_, k) => {
      const distance = k - (reach - 1) - phase / places;
      return cutoff * sinc(cutoff * distance) * kaiser(distance / reach);
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return Float32Array.from(weights, (weight) => weight / sum);
  });
  const filter = { up, down, reach, phases };
  if (filters.size >= mostFilters) filters.clear();
  filters.set(key, filter);
  return filter;
}

function greatestCommonDivisor(a: number, b: number): number { return b === 0 ? a : greatestCommonDivisor(b, a % b); }
function sinc(x: number): number { return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x); }
function kaiser(x: number): number { return Math.abs(x) > 1 ? 0 : bessel(kaiserBeta * Math.sqrt(1 - x * x)) / bessel(kaiserBeta); }

/** Modified Bessel function of order zero. */
function bessel(x: number): number {
  let sum = 1;
  for (let term = 1, k = 1; term > 1e-12 * sum; k += 1) { term *= (x / (2 * k)) ** 2; sum += term; }
  return sum;
}

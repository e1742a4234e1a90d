/** Cuts audio that is too long for the recogniser at its quietest places. */

const windowSamples = 1_600;

/** Consecutive pieces of at most `longest` samples that together are the whole; each cut lies in the quietest 100 ms of the piece's later half. */
export function splitAtSilence(audio: Float32Array, longest: number): Float32Array[] {
  const pieces: Float32Array[] = [];
  let start = 0;
  while (audio.length - start > longest) {
    const end = quietest(audio, start + Math.floor(longest / 2), start + longest);
    pieces.push(audio.subarray(start, end));
    start = end;
  }
  if (start < audio.length || pieces.length === 0) pieces.push(audio.subarray(start));
  return pieces;
}

/** Middle of the quietest window between two samples. */
function quietest(audio: Float32Array, from: number, to: number): number {
  let best = { energy: Infinity, at: to };
  for (let at = from; at + windowSamples <= to; at += windowSamples / 4) {
    let energy = 0;
    for (let n = at; n < at + windowSamples; n += 1) energy += (audio[n] ?? 0) ** 2;
    if (energy <= best.energy) best = { energy, at: at + windowSamples / 2 };
  }
  return best.at;
}

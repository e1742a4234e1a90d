/** Audio on its way to and from an upstream: floats to a WAV file, bytes to samples, and whether anything was said at all. */
import { bytesFromPcm16, pcm16FromFloat } from "./audio";
import { wavHeader } from "./encode";
import { heardRateHz, ProviderError } from "./ports";

/** The port's promise: no chunk is longer than 200 ms. */
const longestChunkMs = 200;
const frameSamples = heardRateHz / 100;
/** Below −60 dBFS there is no voice, only a room. */
const silenceRms = 0.001;
const leastVoiceMs = 100;

/** 16-bit mono at 16 kHz. */
export function heardAsPcm(audio: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytesFromPcm16(pcm16FromFloat(audio)));
}

export function heardAsWav(audio: Float32Array): Blob {
  const pcm = heardAsPcm(audio);
  return new Blob([new Uint8Array(wavHeader(heardRateHz, pcm.length)), pcm], { type: "audio/wav" });
}

/** True where at least 100 ms are louder than a quiet room. Below that no upstream is asked: speech models invent words for silence. */
export function holdsVoice(audio: Float32Array): boolean {
  let voicedMs = 0;
  for (let at = 0; at + frameSamples <= audio.length; at += frameSamples) {
    let energy = 0;
    for (let index = at; index < at + frameSamples; index++) energy += (audio[index] ?? 0) ** 2;
    if (Math.sqrt(energy / frameSamples) > silenceRms) voicedMs += 10;
    if (voicedMs >= leastVoiceMs) return true;
  }
  return false;
}

/** Samples from bytes that may be split anywhere, in chunks of at most 200 ms. A WAV header is taken off; any other format is a malformed answer. */
export async function* samplesOf(provider: string, pieces: AsyncIterable<Uint8Array>, sampleRateHz: number): AsyncGenerator<Int16Array> {
  const chunkSamples = Math.floor((sampleRateHz * longestChunkMs) / 1000);
  let left: Uint8Array = new Uint8Array(0);
  let begun = false;
  for await (const piece of pieces) {
    left = joined(left, piece);
    if (!begun) {
      const start = audioStart(provider, left, sampleRateHz);
      if (start === null) continue;
      begun = true;
      left = left.subarray(start);
    }
    const whole = left.length - (left.length % 2);
    yield* chunksOf(left.subarray(0, whole), chunkSamples);
    left = left.slice(whole);
  }
  if (!begun && left.length > 0) throw new ProviderError(provider, "malformed", { cause: new Error("the audio has a header and nothing else") });
}

function* chunksOf(bytes: Uint8Array, chunkSamples: number): Generator<Int16Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += chunkSamples * 2) {
    const samples = new Int16Array(Math.min(chunkSamples, (bytes.length - at) / 2));
    for (let index = 0; index < samples.length; index++) samples[index] = view.getInt16(at + index * 2, true);
    yield samples;
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** Longest header that is looked through before the audio must begin. */
const longestHeaderBytes = 4_096;

/** Where the samples begin: 0 for bare PCM, null while more bytes are needed. */
function audioStart(provider: string, bytes: Uint8Array, sampleRateHz: number): number | null {
  const malformed = (reason: string) => new ProviderError(provider, "malformed", { cause: new Error(reason) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12) return "RIFF".startsWith(tag(0)) || tag(0) === "RIFF" ? null : 0;
  if (["ID3\u0003", "ID3\u0004", "OggS", "fLaC"].includes(tag(0))) throw malformed("the audio is not PCM");
  if (tag(0) !== "RIFF" || tag(8) !== "WAVE") return 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    if (tag(at) === "data") return at + 8;
    if (tag(at) === "fmt ") {
      if (at + 24 > bytes.length) return null;
      const fits = view.getUint16(at + 8, true) === 1 && view.getUint16(at + 10, true) === 1 && view.getUint32(at + 12, true) === sampleRateHz && view.getUint16(at + 22, true) === 16;
      if (!fits) throw malformed("the WAV is of another kind than asked for");
    }
    at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) % 2);
    if (at > longestHeaderBytes) throw malformed("the WAV has no audio near its start");
  }
  return null;
}

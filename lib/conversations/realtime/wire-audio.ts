/** Audio between the wire's formats and the engine's: base64 PCM or G.711 in, 16 kHz floats to listen to, 24 kHz samples out. */
import { bytesFromPcm16, createResampler, floatFromPcm16, pcm16FromBytes, pcm16FromFloat } from "@/lib/voice/audio";
import { heardRateHz, spokenRateHz } from "@/lib/voice/ports";
import type { WireFormat } from "./server-events";

const telephoneRateHz = 8_000;
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** Bytes of base64 text; null where it is none. */
export const bytesOfBase64 = (text: string): Buffer | null => (base64.test(text) ? Buffer.from(text, "base64") : null);

export interface InputAudio {
  /** Milliseconds that so many bytes last. */
  durationMs(sizeBytes: number): number;
  /** An odd byte is kept for the next piece: samples may be split anywhere. */
  decode(bytes: Uint8Array): Float32Array;
  clear(): void;
}

export function createInputAudio(format: WireFormat): InputAudio {
  const pcm = format.type === "audio/pcm";
  const rateHz = pcm ? spokenRateHz : telephoneRateHz;
  const table = format.type === "audio/pcmu" ? muLaw : aLaw;
  let resampler = createResampler(rateHz, heardRateHz);
  let odd = Buffer.alloc(0);
  const samples = (bytes: Uint8Array): Int16Array => {
    if (!pcm) return Int16Array.from(bytes, (byte) => table[byte] ?? 0);
    const joined = Buffer.concat([odd, bytes]);
    const even = joined.length - (joined.length % 2);
    odd = Buffer.from(joined.subarray(even));
    return pcm16FromBytes(joined.subarray(0, even));
  };
  return {
    durationMs: (sizeBytes) => (sizeBytes / (pcm ? 2 : 1) / rateHz) * 1_000,
    decode: (bytes) => resampler.push(floatFromPcm16(samples(bytes))),
    clear() { odd = Buffer.alloc(0); resampler = createResampler(rateHz, heardRateHz); },
  };
}

export interface OutputAudio {
  /** Base64 in the wire's format; empty where the resampler still waits for more. */
  encode(pcm: Int16Array): string;
  end(): string;
}

export function createOutputAudio(format: WireFormat): OutputAudio {
  if (format.type === "audio/pcm") return { encode: (pcm) => Buffer.from(bytesFromPcm16(pcm)).toString("base64"), end: () => "" };
  const resampler = createResampler(spokenRateHz, telephoneRateHz);
  const compress = format.type === "audio/pcmu" ? toMuLaw : toALaw;
  const encoded = (samples: Float32Array) => Buffer.from(Uint8Array.from(pcm16FromFloat(samples), compress)).toString("base64");
  return { encode: (pcm) => encoded(resampler.push(floatFromPcm16(pcm))), end: () => encoded(resampler.flush()) };
}

// ITU-T G.711.
const muLaw = Int16Array.from({ length: 256 }, (_all, byte) => {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84;
  return code & 0x80 ? -magnitude : magnitude;
});
const aLaw = Int16Array.from({ length: 256 }, (_all, byte) => {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const mantissa = ((code & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return code & 0x80 ? magnitude : -magnitude;
});

function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32_635, Math.abs(sample)) + 0x84;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

function toALaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const magnitude = Math.min(32_767, sample < 0 ? -sample - 1 : sample);
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  const code = exponent === 0 ? magnitude >> 4 : (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f);
  return (sign | code) ^ 0x55;
}

/** Piper and Kokoro through sherpa-onnx: samples of one piece of text. espeak-ng (GPL-3.0) is part of that library, so this runs in a process of its own. */
import path from "node:path";
import sherpa from "sherpa-onnx-node";
import type { ModelSettings, Work } from "./protocol";
import { kokoroVoices, piperVoices } from "./voices";

export type Synthesiser = (work: Work["speak"]["takes"]) => Promise<Work["speak"]["gives"]>;

export function loadSynthesiser(kind: "speak" | "fine", { modelsDir, threads }: ModelSettings): Synthesiser {
  const file = (name: string) => path.join(modelsDir, name);
  const dataDir = file("espeak-ng-data");
  const model = kind === "speak"
    ? { vits: { model: file("piper/en_US-joe-medium.onnx"), tokens: file("piper/tokens.txt"), dataDir } }
    : { kokoro: { model: file("kokoro/model.onnx"), voices: file("kokoro/voices.bin"), tokens: file("kokoro/tokens.txt"), dataDir } };
  const voices = (kind === "speak" ? piperVoices : kokoroVoices).map((voice) => voice.id);
  const tts = new sherpa.OfflineTts({ model: { ...model, numThreads: threads, provider: "cpu", debug: 0 }, maxNumSentences: 1 });
  return async ({ text, voice, speed }) => {
    const audio = await tts.generateAsync({ text, sid: Math.max(0, voices.indexOf(voice)), speed });
    return { samples: toPcm16(audio.samples), sampleRateHz: audio.sampleRate };
  };
}

function toPcm16(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length);
  for (let n = 0; n < samples.length; n += 1) pcm[n] = Math.round(Math.max(-1, Math.min(1, samples[n] ?? 0)) * 32_767);
  return pcm;
}

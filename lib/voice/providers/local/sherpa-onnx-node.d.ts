/** The part of sherpa-onnx-node that we call; the package ships no types. */
declare module "sherpa-onnx-node" {
  interface VitsModel { model: string; tokens: string; dataDir: string }
  interface KokoroModel { model: string; voices: string; tokens: string; dataDir: string }
  interface GeneratedAudio { samples: Float32Array; sampleRate: number }
  interface OfflineTtsConfig { model: { vits?: VitsModel; kokoro?: KokoroModel; numThreads: number; provider: "cpu"; debug: 0 | 1 }; maxNumSentences: number }
  interface OfflineTts {
    readonly sampleRate: number;
    generateAsync(request: { text: string; sid: number; speed: number; enableExternalBuffer?: boolean; onProgress?: () => 0 | 1 }): Promise<GeneratedAudio>;
  }
  const sherpa: { OfflineTts: new (config: OfflineTtsConfig) => OfflineTts };
  export default sherpa;
}

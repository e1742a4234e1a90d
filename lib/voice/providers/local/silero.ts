/** Silero v6 voice activity for many streams at once, each with its own state. */
import path from "node:path";
import ort from "onnxruntime-node";
import { vadFrameSamples, type ModelSettings, type VadBatch } from "./protocol";
import { openModel } from "./onnx";

/** The model was trained to see the last 64 samples of the frame before; without them its verdicts are noise. */
const contextSamples = 64;
const stateSize = 128;
const windowSamples = contextSamples + vadFrameSamples;

interface Stream { state: Float32Array; context: Float32Array }

export interface Silero {
  /** Voice probability (0–1) of each frame. Streams unknown so far begin with an empty state; no stream occurs twice in a batch. */
  run(batch: VadBatch): Promise<Float32Array>;
  end(stream: number): void;
}

export async function loadSilero({ modelsDir, threads }: ModelSettings): Promise<Silero> {
  const session = await openModel(path.join(modelsDir, "silero/silero_vad.onnx"), threads);
  const sampleRate = new ort.Tensor("int64", BigInt64Array.of(16_000n), []);
  const streams = new Map<number, Stream>();
  const streamOf = (id: number) => {
    const known = streams.get(id) ?? { state: new Float32Array(2 * stateSize), context: new Float32Array(contextSamples) };
    streams.set(id, known);
    return known;
  };

  return {
    async run({ streams: ids, frames }) {
      const count = ids.length;
      const input = new Float32Array(count * windowSamples);
      const state = new Float32Array(2 * count * stateSize);
      const members = ids.map(streamOf);
      members.forEach((stream, index) => {
        const frame = frames.subarray(index * vadFrameSamples, (index + 1) * vadFrameSamples);
        input.set(stream.context, index * windowSamples);
        input.set(frame, index * windowSamples + contextSamples);
        stream.context = frame.slice(-contextSamples);
        for (const layer of [0, 1]) state.set(stream.state.subarray(layer * stateSize, (layer + 1) * stateSize), (layer * count + index) * stateSize);
      });
      const output = await session.run({ input: new ort.Tensor("float32", input, [count, windowSamples]), state: new ort.Tensor("float32", state, [2, count, stateSize]), sr: sampleRate });
      const next = Float32Array.from(output["stateN"]?.data as Float32Array);
      members.forEach((stream, index) => {
        for (const layer of [0, 1]) stream.state.set(next.subarray((layer * count + index) * stateSize, (layer * count + index + 1) * stateSize), layer * stateSize);
      });
      return Float32Array.from(output["output"]?.data as Float32Array);
    },
    end: (stream) => { streams.delete(stream); },
  };
}

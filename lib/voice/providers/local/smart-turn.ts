/** Smart Turn v3.2: does this sound like the end of what someone wanted to say? */
import path from "node:path";
import ort from "onnxruntime-node";
import { logMelFeatures, melBands, melFrames } from "./mel";
import { openModel } from "./onnx";
import type { ModelSettings } from "./protocol";

/** Probability (0–1) that the turn is complete, from its last 8 s at 16 kHz. */
export type SmartTurn = (audio: Float32Array) => Promise<number>;

export async function loadSmartTurn({ modelsDir, threads }: ModelSettings): Promise<SmartTurn> {
  const session = await openModel(path.join(modelsDir, "smart-turn/smart-turn-v3.2-cpu.onnx"), threads);
  return async (audio) => {
    const features = new ort.Tensor("float32", logMelFeatures(audio), [1, melBands, melFrames]);
    const output = await session.run({ input_features: features });
    const [name = ""] = session.outputNames;
    return Number((output[name]?.data as Float32Array)[0]);
  };
}

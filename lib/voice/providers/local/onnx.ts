/** Opens an ONNX model for one-at-a-time inference on few threads. */
import ort from "onnxruntime-node";

/** A session that never spins idle threads: several of these share two cores. */
export async function openModel(file: string, threads: number): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(file, { intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: "sequential", graphOptimizationLevel: "all", logSeverityLevel: 3 });
}

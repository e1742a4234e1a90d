/** Local speech as one thing: the pool of model processes and an adapter for each port over it. */
import fs from "node:fs";
import path from "node:path";
import type { Embedder, Speaker, Transcriber, TurnDetector, Vad } from "@/lib/voice/ports";
import type { AdmissionLimits } from "./admission";
import { createAudioCache } from "./audio-cache";
import { createLocalEmbedder } from "./embed";
import { createPool, type Pool, type PoolHealth, type PoolLog } from "./pool";
import { createLocalTranscriber } from "./stt";
import { createLocalSpeaker } from "./tts";
import { createLocalTurnDetector } from "./turn";
import { createLocalVad } from "./vad";

export interface LocalSpeechOptions {
  /** Directory filled by `bin/models.mjs`. */
  modelsDir: string;
  /** Built worker beside the server, or its source; found by itself where it is left out. */
  workerEntry?: string;
  /** Audio of authored clauses to keep, in bytes; 0 keeps none (benchmarks). */
  cacheBytes?: number;
  log: PoolLog;
  threads?: number;
  processes?: Partial<Record<"listen" | "speak", number>>;
  limits?: Partial<AdmissionLimits>;
}

export interface LocalSpeech {
  pool: Pool;
  /** Settles when the models of a call are warm; work given before waits for them. */
  ready: Promise<void>;
  vad: Vad;
  turnDetector: TurnDetector;
  transcriber: Transcriber;
  piper: Speaker;
  /** Null where the fine voice was not fetched. */
  kokoro: Speaker | null;
  embedder: Embedder;
  health(): PoolHealth;
  stop(): Promise<void>;
}

const defaultCacheBytes = 32 * 1024 * 1024;

/** Starts the processes and returns at once. */
export function startLocalSpeech(options: LocalSpeechOptions): LocalSpeech {
  const { modelsDir, workerEntry = findWorkerEntry(), cacheBytes = defaultCacheBytes, ...rest } = options;
  const pool = createPool({ modelsDir, workerEntry, ...rest });
  const cache = cacheBytes > 0 ? createAudioCache(cacheBytes) : undefined;
  return {
    pool, ready: pool.ready,
    vad: createLocalVad(pool), turnDetector: createLocalTurnDetector(pool), transcriber: createLocalTranscriber(pool), embedder: createLocalEmbedder(pool),
    piper: createLocalSpeaker(pool, "piper", cache),
    kokoro: fs.existsSync(path.join(modelsDir, "kokoro/model.onnx")) && fs.existsSync(path.join(modelsDir, "kokoro/voices.bin")) ? createLocalSpeaker(pool, "kokoro", cache) : null,
    health: pool.health, stop: pool.stop,
  };
}

/** A bundle has its worker beside it; from a checkout the source runs through tsx. */
function findWorkerEntry(): string {
  const beside = path.join(path.dirname(process.argv[1] ?? "."), "worker.mjs");
  return fs.existsSync(beside) ? beside : path.resolve("lib/voice/providers/local/worker.ts");
}

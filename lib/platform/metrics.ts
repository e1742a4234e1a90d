/** What Prometheus reads: one registry per process, with the few measures the product is run by. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { singleton } from "./singleton";

/** Seconds; dense where a conversation feels quick or slow. */
const turnBuckets = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 3, 5, 8];
const httpBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const turnStages = ["endpoint", "transcription", "first_token", "first_clause", "first_audio", "release", "mouth_to_ear"] as const;
export type TurnStage = (typeof turnStages)[number];

function create() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turn = new Map(turnStages.map((stage) => [stage, new Histogram({
    name: `voice_turn_${stage}_seconds`, help: `Turns: ${stage.replaceAll("_", " ")}.`, labelNames: ["provider"], buckets: turnBuckets, registers,
  })]));
  return {
    registry, turn,
    turns: new Counter({ name: "voice_turns_total", help: "Turns by outcome.", labelNames: ["outcome"], registers }),
    calls: new Gauge({ name: "voice_calls", help: "Calls that are open now.", registers }),
    callsRefused: new Counter({ name: "voice_calls_refused_total", help: "Calls refused before they began, by error code.", labelNames: ["code"], registers }),
    interruptions: new Counter({ name: "voice_interruptions_total", help: "Replies that the caller stopped.", registers }),
    providerFaults: new Counter({ name: "voice_provider_faults_total", help: "Faults of providers, by provider and kind.", labelNames: ["provider", "fault"], registers }),
    withheld: new Counter({ name: "voice_withheld_total", help: "What models were kept from, by reason: the canary, the instructions' own words, a tool they were not offered.", labelNames: ["reason"], registers }),
    workerRestarts: new Counter({ name: "voice_worker_restarts_total", help: "Model processes that were started again.", registers }),
    http: new Histogram({ name: "http_request_duration_seconds", help: "Answers by operation.", labelNames: ["operation", "method", "status"], buckets: httpBuckets, registers }),
    jobs: new Histogram({ name: "job_duration_seconds", help: "Background jobs by name and outcome.", labelNames: ["job", "outcome"], buckets: httpBuckets, registers }),
  };
}
export type Metrics = ReturnType<typeof create>;

export const metrics = (): Metrics => singleton("metrics", create);

/** `durationMs` from the caller's last voiced sample, as in the turn's trace. */
export function observeTurnStage(stage: TurnStage, durationMs: number, provider: string): void {
  metrics().turn.get(stage)?.observe({ provider }, durationMs / 1_000);
}

/** The pool of model processes, and the one place that spawns: loaded once, shared by every session, one priority queue, honest refusal when full. */
import { fork } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { ProviderError, type Priority } from "@/lib/voice/ports";
import { createAdmission, defaultAdmissionLimits, type AdmissionLimits, type CallLease } from "./admission";
import { createModelProcess, type ModelProcess } from "./model-process";
import { workKinds, type ModelKind, type Work, type WorkName } from "./protocol";
import { createWorkQueue } from "./work-queue";

export interface PoolLog { info(fields: object, message: string): void; warn(fields: object, message: string): void }

export interface PoolOptions {
  modelsDir: string;
  /** Built worker (`dist/worker.mjs`) or its TypeScript source, which is run through tsx. */
  workerEntry: string;
  log: PoolLog;
  /** Threads of one inference. More than one spins on shared cores. */
  threads?: number;
  /** Processes per kind; two cores are best served by one of each. */
  processes?: Partial<Record<"listen" | "speak", number>>;
  limits?: Partial<AdmissionLimits>;
  /** The fine voice ends after this long without work. */
  fineIdleMs?: number;
}

export interface RunOptions { priority: Priority; signal: AbortSignal; /** For `speak`: the fast or the fine voice. */ kind?: "speak" | "fine" }

export interface PoolHealth {
  ready: boolean;
  reason: string | null;
  calls: number;
  queued: number;
  estimatedLoad: number;
  processes: { kind: ModelKind; state: string; pid: number | undefined; residentBytes: number; restarts: number }[];
}

export interface Pool {
  /** Settles when listening and the fast voice are warm; rejects where a model cannot be loaded. */
  readonly ready: Promise<void>;
  /** Throws ProviderError: aborted, overloaded (queue full), unavailable (crashed twice, or not loadable). */
  run<N extends WorkName>(name: N, takes: Work[N]["takes"], options: RunOptions): Promise<Work[N]["gives"]>;
  endVadStream(stream: number): void;
  /** A place for one more live call, or ProviderError overloaded with `retryAfterMs`. */
  admit(): CallLease;
  health(): PoolHealth;
  stop(): Promise<void>;
}

interface Job {
  id: number; name: WorkName; kind: ModelKind; takes: unknown; priority: Priority; order: number; attempts: number; queuedAtMs: number;
  finish(gives: unknown): void; fail(error: ProviderError): void; watchdog?: NodeJS.Timeout; abandoned: boolean;
}

interface Slot { process: ModelProcess; job: Job | null; reason: string | null; idleTimer?: NodeJS.Timeout }

const queueLimit = 512;
/** Longer than any piece of work takes on a crowded machine: a process that is silent for so long hangs. */
const hangMs = { vad: 5_000, listen: 20_000, speak: 20_000, fine: 120_000 } as const satisfies Record<ModelKind, number>;
const callKinds = ["listen", "speak", "vad"] as const satisfies ModelKind[];
/** The fine voice runs for seconds at a time and must not take them from a live call. */
const fineNiceness = 15;

export function createPool(options: PoolOptions): Pool {
  const nowMs = () => performance.now();
  const replicas = { listen: options.processes?.listen ?? 1, speak: options.processes?.speak ?? (os.availableParallelism() > 1 ? 2 : 1) };
  const admission = createAdmission(os.availableParallelism(), replicas.listen, { ...defaultAdmissionLimits, ...options.limits }, nowMs);
  const queue = createWorkQueue<Job>(queueLimit);
  const kinds: ModelKind[] = ["vad", ...Array<ModelKind>(replicas.listen).fill("listen"), ...Array<ModelKind>(replicas.speak).fill("speak"), "fine"];
  let nextId = 1;
  let stopped = false;
  const readiness = Promise.withResolvers<void>();
  readiness.promise.catch(() => undefined);

  const slots: Slot[] = kinds.map((kind) => {
    const slot: Slot = { job: null, reason: null, process: createModelProcess(kind, { modelsDir: options.modelsDir, threads: options.threads ?? 1 }, () => spawnWorker(options.workerEntry, kind), {
      onReady() { slot.reason = null; if (isReady()) { readiness.resolve(); startReplicas(); } dispatch(); },
      onDone(id, gives, busyMs) { const job = finishWork(slot, id); if (job) { admission.observeCost(job.name, busyMs / batchSize(job)); job.finish(gives); } dispatch(); },
      onFailed(id, reason) { const job = finishWork(slot, id); options.log.warn({ kind, work: job?.name, reason }, "local model failed"); job?.fail(new ProviderError("local", "unavailable", { cause: reason })); dispatch(); },
      onLost(reason, permanent) { lose(slot, reason, permanent); },
    }) };
    return slot;
  });

  /** One process of each kind that a call needs; a second of a kind only makes it quicker. */
  const isReady = () => callKinds.every((kind) => slots.some(({ process }) => process.kind === kind && process.state === "ready"));
  /** They begin when the first of each kind are warm: nothing waits for them, and at a start they would take the cores from what does. */
  const startReplicas = () => { for (const kind of callKinds) startKind(kind); };

  /** Frees the slot; null where the answer is not awaited any more. */
  const finishWork = (slot: Slot, id: number): Job | null => {
    const job = slot.job;
    if (job?.id !== id) return null;
    clearTimeout(job.watchdog);
    slot.job = null;
    if (slot.process.kind === "fine") restWhenIdle(slot);
    return job.abandoned ? null : job;
  };

  const lose = (slot: Slot, reason: string, permanent: boolean) => {
    const job = slot.job;
    slot.job = null;
    slot.reason = reason;
    const kind = slot.process.kind;
    options.log.warn({ kind, reason, permanent }, "local model process lost");
    if (job) { clearTimeout(job.watchdog); retry(job, permanent, reason); }
    if (!permanent) { dispatch(); return; } // another process of the kind may be idle
    if (kind !== "fine") readiness.reject(new ProviderError("local", "unavailable", { retryable: false, cause: new Error(`${kind} models cannot be loaded: ${reason}`) }));
    for (let waiting = queue.take((other) => other.kind === kind); waiting; waiting = queue.take((other) => other.kind === kind)) waiting.fail(new ProviderError("local", "unavailable", { retryable: false, cause: reason }));
  };

  const retry = (job: Job, permanent: boolean, reason: string) => {
    if (job.abandoned) return;
    if (!permanent && !stopped && job.attempts < 2 && queue.add(job)) return;
    job.fail(new ProviderError("local", "unavailable", { cause: reason }));
  };

  const dispatch = () => {
    for (const slot of slots) {
      if (slot.job || slot.process.state !== "ready") continue;
      const job = queue.take((waiting) => waiting.kind === slot.process.kind);
      if (job) begin(slot, job);
    }
  };

  const begin = (slot: Slot, job: Job) => {
    clearTimeout(slot.idleTimer);
    slot.job = job;
    job.attempts += 1;
    if (job.kind !== "vad" && (job.priority === "first-clause" || job.priority === "transcription")) admission.observeWait(nowMs() - job.queuedAtMs, nowMs());
    job.watchdog = setTimeout(() => slot.process.kill(), hangMs[job.kind]);
    job.watchdog.unref();
    slot.process.send({ type: "work", id: job.id, name: job.name, takes: job.takes });
  };

  const restWhenIdle = (slot: Slot) => {
    clearTimeout(slot.idleTimer);
    slot.idleTimer = setTimeout(() => { if (!slot.job) void slot.process.stop(); }, options.fineIdleMs ?? 60_000);
    slot.idleTimer.unref();
  };

  const startKind = (kind: ModelKind) => { for (const slot of slots) if (slot.process.kind === kind && slot.process.state === "stopped") slot.process.start(); };

  const cancel = (job: Job) => {
    if (queue.remove(job)) return;
    job.abandoned = true;
    slots.find((slot) => slot.job === job)?.process.send({ type: "cancel", id: job.id });
  };

  const run = <N extends WorkName>(name: N, takes: Work[N]["takes"], { priority, signal, kind = "speak" }: RunOptions) => new Promise<Work[N]["gives"]>((resolve, reject) => {
    if (signal.aborted) { reject(new ProviderError("local", "aborted", { cause: signal.reason })); return; }
    if (stopped) { reject(new ProviderError("local", "unavailable", { retryable: false })); return; }
    const settle = () => signal.removeEventListener("abort", onAbort);
    const id = nextId;
    nextId += 1;
    const job: Job = {
      id, name, kind: name === "speak" ? kind : workKinds[name], takes, priority, order: id, attempts: 0, queuedAtMs: nowMs(), abandoned: false,
      // The child answers each kind of work with its own type; this is where that promise is taken at its word.
      finish(gives) { settle(); resolve(gives as Work[N]["gives"]); },
      fail(error) { settle(); reject(error); },
    };
    const onAbort = () => { cancel(job); job.fail(new ProviderError("local", "aborted", { cause: signal.reason })); };
    if (!queue.add(job)) { reject(new ProviderError("local", "overloaded", { retryAfterMs: 5_000 })); return; }
    signal.addEventListener("abort", onAbort, { once: true });
    if (!slots.some(({ process }) => process.kind === job.kind && process.state !== "stopped")) startKind(job.kind);
    dispatch();
  });

  for (const kind of callKinds) slots.find(({ process }) => process.kind === kind)?.process.start();

  return {
    ready: readiness.promise, run,
    endVadStream(stream) { for (const slot of slots) if (slot.process.kind === "vad") slot.process.send({ type: "vad-end", stream }); },
    admit: admission.admit,
    health: () => ({
      ready: isReady(),
      reason: slots.find((slot) => slot.reason)?.reason ?? null,
      calls: admission.calls, queued: queue.length, estimatedLoad: admission.estimate(admission.calls).load,
      processes: slots.map(({ process }) => ({ kind: process.kind, state: process.state, pid: process.pid, residentBytes: process.residentBytes, restarts: process.restarts })),
    }),
    async stop() {
      stopped = true;
      readiness.reject(new ProviderError("local", "unavailable", { retryable: false }));
      for (let job = queue.take(() => true); job; job = queue.take(() => true)) job.fail(new ProviderError("local", "unavailable", { retryable: false }));
      for (const slot of slots) { clearTimeout(slot.idleTimer); clearTimeout(slot.job?.watchdog); if (!slot.job?.abandoned) slot.job?.fail(new ProviderError("local", "unavailable", { retryable: false })); }
      await Promise.all(slots.map((slot) => slot.process.stop()));
    },
  };
}

const batchSize = (job: Job) => (job.name === "vad" ? Math.max(1, (job.takes as Work["vad"]["takes"]).streams.length) : 1);

/** Children get next to no environment: no key of ours can leak through a native crash. The kind is an argument so that an operator can tell them apart in a list of processes. */
function spawnWorker(entry: string, kind: ModelKind) {
  const execArgv = entry.endsWith(".ts") ? ["--import", "tsx"] : [];
  const child = fork(path.resolve(entry), [kind], { serialization: "advanced", execArgv, env: { NODE_ENV: "production" }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  if (kind === "fine" && child.pid !== undefined) try { os.setPriority(child.pid, fineNiceness); } catch { /* it has ended already, which is noticed elsewhere */ }
  return child;
}

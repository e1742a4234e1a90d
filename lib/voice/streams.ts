/** The few tools for async streams that every stage is made of: cutting off, queueing, waiting, reading ahead. */

/** What a wait needs of a clock; `VoiceClock` fits. */
export interface Timer { after(delayMs: number, task: () => void): () => void }

/** Yields from `source` until it ends or `signal` aborts, even when the source ignores the signal. */
export async function* until<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const stopped = whenAborted(signal);
  try {
    for (;;) {
      if (signal.aborted) return;
      const next = iterator.next();
      next.catch(() => {}); // a failure after the abort belongs to nobody
      const result = await Promise.race([next, stopped.promise]);
      if (result === undefined || result.done === true) return;
      yield result.value;
    }
  } finally {
    stopped.dispose();
    void iterator.return?.().then(undefined, () => {});
  }
}

/** Resolves at abort (at once where it already happened). `dispose` takes the listener off again. */
export function whenAborted(signal: AbortSignal): { promise: Promise<undefined>; dispose(): void } {
  let stop: () => void = () => {};
  const promise = new Promise<undefined>((resolve) => { stop = () => resolve(undefined); });
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return { promise, dispose: () => signal.removeEventListener("abort", stop) };
}

/** The answer of `work`, or undefined once `signal` aborts; a late failure of `work` is nobody's. Rejects only as `work` does, before the abort. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  work.catch(() => {});
  const stopped = whenAborted(signal);
  try { return await Promise.race([work, stopped.promise]); } finally { stopped.dispose(); }
}

/** Resolves after `delayMs`, or earlier when `signal` aborts. */
export function wait(timer: Timer, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => { cancel(); signal.removeEventListener("abort", finish); resolve(); };
    const cancel = timer.after(delayMs, finish);
    signal.addEventListener("abort", finish, { once: true });
  });
}

/** A controller that follows `parent`; `release` lets go of the parent so that long calls gather no listeners. */
export function childController(parent: AbortSignal): { controller: AbortController; release(): void } {
  const controller = new AbortController();
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener("abort", follow, { once: true });
  return { controller, release: () => parent.removeEventListener("abort", follow) };
}

export interface Queue<T> extends AsyncIterable<T> {
  /** False where the queue is full or ended: the item was not taken. */
  push(item: T, weight?: number): boolean;
  end(): void;
  clear(): void;
  readonly weight: number;
}

/** A queue for one reader that refuses more than `limit` of weight not yet read. */
export function createQueue<T>(limit: number): Queue<T> {
  let items: { item: T; weight: number }[] = [];
  let total = 0;
  let ended = false;
  let wake: () => void = () => {};
  return {
    get weight() { return total; },
    push(item, weight = 1) {
      if (ended || total + weight > limit) return false;
      items.push({ item, weight });
      total += weight;
      wake();
      return true;
    },
    end() { ended = true; wake(); },
    clear() { items = []; total = 0; },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const first = items.shift();
        if (first) { total -= first.weight; yield first.item; continue; }
        if (ended) return;
        await new Promise<void>((resolve) => { wake = resolve; });
      }
    },
  };
}

/** Reads up to `limit` items ahead of its reader, so that a slow stage does not hold up the one before it. */
export async function* readAhead<T>(source: AsyncIterable<T>, limit: number, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
  const items: T[] = [];
  const state: { ended: boolean; failure: { error: unknown } | null } = { ended: false, failure: null };
  let wakeReader: () => void = () => {};
  let wakeWriter: () => void = () => {};
  const { controller, release } = childController(signal);
  const pump = async () => {
    try {
      for await (const item of until(source, controller.signal)) {
        items.push(item);
        wakeReader();
        while (items.length >= limit && !controller.signal.aborted) await new Promise<void>((resolve) => { wakeWriter = resolve; });
      }
    } catch (error) { state.failure = { error }; }
    state.ended = true;
    wakeReader();
  };
  void pump();
  const stop = () => { wakeWriter(); wakeReader(); };
  controller.signal.addEventListener("abort", stop, { once: true });
  try {
    for (;;) {
      if (controller.signal.aborted) return;
      const item = items.shift();
      if (item !== undefined) { wakeWriter(); yield item; continue; }
      if (state.failure) throw state.failure.error;
      if (state.ended) return;
      await new Promise<void>((resolve) => { wakeReader = resolve; });
    }
  } finally { release(); controller.abort(); }
}

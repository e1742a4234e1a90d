import type { PartHealth } from "../health";

/** Where `@upstash/ratelimit` counts: it asks a store to run one of its scripts, by its hash or, where that throws `NOSCRIPT`, by its text. Each call is atomic. */
export interface RateStore {
  /** For a person: what is in use. */
  readonly name: string;
  /** Whether several processes count together. */
  readonly shared: boolean;
  evalsha(hash: string, keys: string[], given: unknown[]): Promise<unknown>;
  eval(script: string, keys: string[], given: unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** A store that has not answered by then is taken for dead: what a request may wait for at most. */
export const storeTimeoutMs = 250;
/** Nobody waits for an answer any more; its connection may be of use to others. */
export const abandonedMs = 5_000;

export const storeHealth = (store: RateStore, isDown: boolean): PartHealth => isDown
  ? { state: "degraded", detail: `${store.name} does not answer. Until it does, each process counts requests for itself, at the same figures.` }
  : { state: "ok", detail: store.shared ? `Requests are counted in ${store.name}, for all processes together.` : "Requests are counted in this process. Where several serve one address, set REDIS_URL." };

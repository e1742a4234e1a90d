/** A circuit breaker per provider instance, shared by every call that uses it: who failed again and again is left alone for a while. */

/** Failures in a row that open the circuit. */
const opensAfter = 3;
/** How long it stays open before one call may try again. */
const openMs = 15_000;
const longestOpenMs = 120_000;

interface Circuit { failures: number; openUntilMs: number; trying: boolean }

/** Keyed by the adapter itself, of which one serves all calls; nothing to clean up when it goes. */
const circuits = new WeakMap<object, Circuit>();

function circuitOf(provider: object): Circuit {
  const known = circuits.get(provider);
  if (known) return known;
  const fresh: Circuit = { failures: 0, openUntilMs: Number.NEGATIVE_INFINITY, trying: false };
  circuits.set(provider, fresh);
  return fresh;
}

/** Whether the provider may be asked now. After the open time one caller gets true, the rest wait for what it finds. */
export function admits(provider: object, nowMs: number): boolean {
  const circuit = circuitOf(provider);
  if (circuit.failures < opensAfter && circuit.openUntilMs <= nowMs) return true;
  if (nowMs < circuit.openUntilMs || circuit.trying) return false;
  circuit.trying = true;
  return true;
}

export function succeeded(provider: object): void {
  circuits.set(provider, { failures: 0, openUntilMs: Number.NEGATIVE_INFINITY, trying: false });
}

/** The attempt was given up by us: it says nothing about the provider. */
export function abandoned(provider: object): void { circuitOf(provider).trying = false; }

export function failed(provider: object, nowMs: number, retryAfterMs?: number): void {
  const circuit = circuitOf(provider);
  circuit.failures += 1;
  circuit.trying = false;
  if (retryAfterMs !== undefined) circuit.openUntilMs = nowMs + Math.min(retryAfterMs, longestOpenMs);
  else if (circuit.failures >= opensAfter) circuit.openUntilMs = nowMs + openMs;
}

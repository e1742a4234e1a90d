/** Set delays and faults: what a scripted provider does instead of its work, so that every failure can be had on demand. */
import { ProviderError, type ProviderFault } from "@/lib/voice/ports";
import { wait, type Timer } from "@/lib/voice/streams";

export interface ScriptedFault {
  /** Before the first result. */
  delayMs?: number;
  /** Refuses with this before anything was given. */
  refuse?: ProviderFault;
  /** Gives so many parts, then: nothing ever again, or a broken connection. */
  stallAfter?: number;
  cutAfter?: number;
  /** Goes on after its signal was aborted. */
  ignoresSignal?: boolean;
}

/** A fault for all requests, or for each by its number, counted from 0. */
export type FaultScript = ScriptedFault | ((request: number) => ScriptedFault);

export function faultFor(script: FaultScript | undefined, request: number): ScriptedFault {
  return typeof script === "function" ? script(request) : script ?? {};
}

export async function begin(timer: Timer, provider: string, fault: ScriptedFault, signal: AbortSignal): Promise<void> {
  const heeded = fault.ignoresSignal ? new AbortController().signal : signal;
  if (fault.delayMs) await wait(timer, fault.delayMs, heeded);
  if (heeded.aborted) throw new ProviderError(provider, "aborted");
  if (fault.refuse) throw new ProviderError(provider, fault.refuse);
}

/** Called before each part, with its number; settles when that part may be given. */
export async function partDue(provider: string, fault: ScriptedFault, part: number, signal: AbortSignal): Promise<void> {
  if (fault.cutAfter !== undefined && part >= fault.cutAfter) throw new ProviderError(provider, "cut");
  if (fault.stallAfter !== undefined && part >= fault.stallAfter) {
    await new Promise<void>((resolve) => { if (!fault.ignoresSignal) { if (signal.aborted) resolve(); else signal.addEventListener("abort", () => resolve(), { once: true }); } });
  }
  if (signal.aborted && !fault.ignoresSignal) throw new ProviderError(provider, "aborted");
}

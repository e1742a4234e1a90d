import { singleton } from "@/lib/platform/singleton";
import type { LiveCall } from "./gateway";

interface Registry { calls: Map<string, LiveCall>; /** Over, but not yet written down. */ closing: Set<LiveCall> }
const registry = (): Registry => singleton("live-calls", () => ({ calls: new Map(), closing: new Set() }));

export const liveCall = (conversationId: string): LiveCall | null => registry().calls.get(conversationId) ?? null;
export const liveCalls = (): LiveCall[] => [...registry().calls.values()];

/** Settles when the records of every call that is over have been written. */
export const closedCalls = async (): Promise<void> => { await Promise.all([...registry().closing].map((call) => call.ended)); };

/** Every call that may still write something. */
export const writingCalls = (): LiveCall[] => [...registry().calls.values(), ...registry().closing];

/** Gives the way to take it out again. */
export function registerCall(call: LiveCall): () => void {
  const { calls, closing } = registry();
  calls.set(call.conversationId, call);
  return () => {
    if (calls.get(call.conversationId) === call) calls.delete(call.conversationId);
    closing.add(call);
    void call.ended.then(() => closing.delete(call));
  };
}

/** Calls that this person or key, or this address, has open now. */
export const callsOf = (owner: string): number => liveCalls().filter((call) => call.owner === owner).length;

/** Work that somebody else's schema decides the length of, ended after a time even where it never yields. */
import { createContext, Script } from "node:vm";

const script = new Script("work()");

/** Runs synchronous `work` and gives its answer; throws what it throws, or where it takes longer, inside a regular expression too. */
export function withinTime<T>(work: () => T, timeoutMs: number): T {
  const done: { answer: T }[] = [];
  script.runInContext(createContext({ work: () => { done.push({ answer: work() }); } }), { timeout: timeoutMs });
  const [only] = done;
  if (!only) throw new Error("nothing was answered");
  return only.answer;
}

/** After a rush the collector may keep for long what it no longer needs: where nobody talks, and memory has grown since, it is told to give it back. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const lookMs = 3_000;
/** So many looks in a row without a call. */
const quietLooks = 2;
/** Since it was last given back. */
const growth = 1.08;

interface Parts { isQuiet(): boolean; residentBytes(): number; collect(): void }

/** One look after the other; true where memory was given back. */
export function createSpareMemory({ isQuiet, residentBytes, collect }: Parts): () => boolean {
  let [quietFor, lastBytes] = [0, Infinity];
  return () => {
    quietFor = isQuiet() ? quietFor + 1 : 0;
    lastBytes = Math.min(lastBytes, residentBytes());
    if (quietFor < quietLooks || residentBytes() < lastBytes * growth) return false;
    collect();
    lastBytes = residentBytes();
    return true;
  };
}

/** Collecting stops the thread for a tenth of a second or so: never while somebody talks. */
export function startSpareMemory(isQuiet: () => boolean): { stop(): void } {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const look = createSpareMemory({ isQuiet, residentBytes: () => process.memoryUsage.rss(), collect });
  const timer = setInterval(look, lookMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

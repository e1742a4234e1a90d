/** After a rush the collector may keep for long what it no longer needs: where nobody talks, and memory has grown since, it is told to give it back. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const lookMs = 3_000;
/** So many looks in a row without a call; after each time that brought nothing twice as many, and after a few of those it is let be until memory grows again. */
const [fewestLooks, mostLooks] = [2, 8];
/** Over the least that it was. */
const growth = 1.08;

interface Parts { isQuiet(): boolean; residentBytes(): number; collect(): void }

/** One look after the other; true where memory was given back. */
export function createSpareMemory({ isQuiet, residentBytes, collect }: Parts): () => boolean {
  let [quietFor, needed, leastBytes] = [0, fewestLooks, Infinity];
  return () => {
    quietFor = isQuiet() ? quietFor + 1 : 0;
    const bytes = residentBytes();
    leastBytes = Math.min(leastBytes, bytes);
    if (quietFor < needed || bytes < leastBytes * growth) return false;
    collect();
    quietFor = 0;
    const brought = residentBytes() < bytes / growth;
    // What could not be given back is what is needed now, but what is still held somewhere may be free later.
    if (needed > mostLooks) leastBytes = residentBytes();
    needed = brought || needed > mostLooks ? fewestLooks : needed * 2;
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

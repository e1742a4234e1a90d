/** One bounded queue over all model processes: the more urgent first, within one priority the older first. */
import type { Priority } from "@/lib/voice/ports";

const rank = { "first-clause": 0, transcription: 1, "later-clause": 2, batch: 3 } as const satisfies Record<Priority, number>;

export interface Queued { priority: Priority; /** Rises with every arrival; kept when work is put back. */ order: number }

export interface WorkQueue<T extends Queued> {
  readonly length: number;
  /** False where the queue is full. */
  add(item: T): boolean;
  remove(item: T): boolean;
  /** Takes the most urgent item that `fits`. */
  take(fits: (item: T) => boolean): T | null;
  items(): readonly T[];
}

export function createWorkQueue<T extends Queued>(limit: number): WorkQueue<T> {
  const items: T[] = [];
  const before = (a: T, b: T) => rank[a.priority] - rank[b.priority] || a.order - b.order;
  return {
    get length() { return items.length; },
    add(item) {
      if (items.length >= limit) return false;
      const at = items.findIndex((other) => before(item, other) < 0);
      items.splice(at === -1 ? items.length : at, 0, item);
      return true;
    },
    remove(item) {
      const at = items.indexOf(item);
      if (at !== -1) items.splice(at, 1);
      return at !== -1;
    },
    take(fits) {
      const at = items.findIndex(fits);
      return at === -1 ? null : items.splice(at, 1)[0] ?? null;
    },
    items: () => items,
  };
}

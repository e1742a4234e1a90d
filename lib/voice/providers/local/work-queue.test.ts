import { expect, it } from "@jest/globals";
import { createWorkQueue } from "./work-queue";
import type { Priority } from "@/lib/voice/ports";

const item = (order: number, priority: Priority, kind = "speak") => ({ order, priority, kind });
const drain = <T extends { order: number; priority: Priority }>(queue: ReturnType<typeof createWorkQueue<T>>) => {
  const orders: number[] = [];
  for (let next = queue.take(() => true); next; next = queue.take(() => true)) orders.push(next.order);
  return orders;
};

it("serves first clauses before transcription before later clauses before batches, the older first", () => {
  const queue = createWorkQueue(10);
  for (const each of [item(1, "batch"), item(2, "later-clause"), item(3, "first-clause"), item(4, "transcription"), item(5, "first-clause"), item(6, "later-clause")]) queue.add(each);
  expect(drain(queue)).toEqual([3, 5, 4, 2, 6, 1]);
});

it("puts work back where it was, not behind what came later", () => {
  const queue = createWorkQueue(10);
  const first = item(1, "transcription");
  queue.add(item(2, "transcription"));
  queue.add(first);
  expect(drain(queue)).toEqual([1, 2]);
});

it("never lets one kind of process take another's work", () => {
  const queue = createWorkQueue<ReturnType<typeof item>>(10);
  queue.add(item(1, "first-clause", "speak"));
  queue.add(item(2, "batch", "listen"));
  expect(queue.take(({ kind }) => kind === "listen")?.order).toBe(2);
  expect(queue.take(({ kind }) => kind === "listen")).toBeNull();
});

it("refuses what is beyond its bound, and forgets what is removed", () => {
  const queue = createWorkQueue(2);
  const kept = item(1, "batch");
  expect(queue.add(kept) && queue.add(item(2, "batch"))).toBe(true);
  expect(queue.add(item(3, "first-clause"))).toBe(false);
  expect(queue.remove(kept)).toBe(true);
  expect(queue.remove(kept)).toBe(false);
  expect(drain(queue)).toEqual([2]);
});

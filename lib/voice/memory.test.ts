import { createMemory } from "./memory";

test("a client that fills the memory with long words makes it forget the oldest, not grow", () => {
  const memory = createMemory([]);
  for (let index = 0; index < 100; index += 1) memory.append({ itemId: `i${index}`, message: { role: index % 2 ? "user" : "system", text: "x".repeat(200_000) } });
  memory.append({ itemId: "tool", message: { role: "tool", callId: "c", name: "n", output: "y".repeat(200_000) } });
  expect(memory.items().reduce((sum, { message }) => sum + (message.role === "tool" ? message.output.length : message.text.length), 0)).toBeLessThanOrEqual(4_000_000);
  expect(memory.items().slice(-2).map(({ itemId }) => itemId)).toEqual(["i99", "tool"]);
  expect(memory.items()).toHaveLength(20);
});

test("one item longer than all that is kept stands alone", () => {
  const memory = createMemory([]);
  memory.append({ itemId: "before", message: { role: "user", text: "hello" } });
  memory.append({ itemId: "long", message: { role: "user", text: "x".repeat(5_000_000) } });
  expect(memory.items().map(({ itemId }) => itemId)).toEqual(["long"]);
});

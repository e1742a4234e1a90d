import { expect, test } from "@jest/globals";
import { createTurnstile } from "./turnstile";

function stage() {
  const timers: (() => void)[] = [];
  let forgotten = 0;
  const turnstile = createTurnstile({ atOnce: 2, soon: (task) => task(), later: (task) => { timers.push(task); return () => { forgotten += 1; }; } });
  const begun: string[] = [];
  const open = new Map<string, () => void>();
  return {
    begun, timers, forgotten: () => forgotten,
    enter: (who: string, name: string) => turnstile.enter(who, (answered) => { begun.push(name); open.set(name, answered); }),
    answer: (name: string) => open.get(name)?.(),
  };
}

test("two are begun at once, the next when one of them is answered, each once", () => {
  const { begun, enter, answer, forgotten } = stage();
  for (const name of ["1", "2", "3", "4"]) expect(enter("a", name)).toBe(true);
  expect(begun).toEqual(["1", "2"]);
  answer("1");
  answer("1");
  expect(begun).toEqual(["1", "2", "3"]);
  answer("2");
  answer("3");
  expect(begun).toEqual(["1", "2", "3", "4"]);
  expect(forgotten()).toBe(3); // no timer stays of what was answered
});

test("one that takes its time holds up nobody", () => {
  const { begun, enter, timers, answer } = stage();
  for (const name of ["1", "2", "3"]) enter("a", name);
  timers[0]?.();
  expect(begun).toEqual(["1", "2", "3"]);
  answer("1"); // and answered after all, it frees no second place
  enter("a", "4");
  expect(begun).toEqual(["1", "2", "3"]);
});

test("who asks once is served before the second request of who asks a hundred times", () => {
  const { begun, enter, answer } = stage();
  for (let count = 0; count < 100; count += 1) enter("flood", `flood ${count}`);
  enter("guest", "guest");
  answer("flood 0");
  answer("flood 1");
  expect(begun.slice(2)).toEqual(["flood 2", "guest"]);
});

test("beyond a thousand that wait the answer is no, and what waits is served all the same", () => {
  const { begun, enter, answer } = stage();
  for (let count = 0; count < 1_002; count += 1) expect(enter("a", String(count))).toBe(true);
  expect(enter("b", "too many")).toBe(false);
  for (let count = 0; count < 1_002; count += 1) answer(String(count));
  expect(begun).toHaveLength(1_002);
  expect(enter("b", "again")).toBe(true);
  expect(begun.at(-1)).toBe("again");
});

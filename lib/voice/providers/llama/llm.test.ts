/** The process and its protocol, with a worker that has no model. The real one is 0.7 GB and is not installed for tests. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect, llmContract, replyRequest } from "@/lib/testing/provider-contract";
import type { ReplyPart } from "@/lib/voice/ports";
import { createLlamaModel } from "./llm";

const directories: string[] = [];
const models: { stop(): void }[] = [];

function install(kind = "good"): string {
  const directory = mkdtempSync(join(tmpdir(), "llama-"));
  directories.push(directory);
  copyFileSync(join(import.meta.dirname, "fake-worker.fixture.mjs"), join(directory, "worker.mjs"));
  writeFileSync(join(directory, "toy.gguf"), `GGUF${kind}`);
  return directory;
}
function make(change: Partial<Parameters<typeof createLlamaModel>[0]> = {}) {
  const model = createLlamaModel({ directory: install(), model: "toy", ...change });
  models.push(model);
  return model;
}
afterEach(() => { for (const model of models.splice(0)) model.stop(); });
afterAll(() => { for (const directory of directories) rmSync(directory, { recursive: true }); });

const asking = (text: string) => replyRequest({ messages: [{ role: "user", text }] });
const never = () => new AbortController().signal;
const textOf = (parts: ReplyPart[]) => parts.map((part) => (part.type === "text-delta" ? part.text : "")).join("");
/** Keeps tasks until the test runs them. */
function heldTimer() {
  const tasks = new Map<() => void, number>();
  return { after: (delayMs: number, task: () => void) => { tasks.set(task, delayMs); return () => void tasks.delete(task); }, run: (delayMs: number) => { for (const [task, due] of tasks) if (due === delayMs) { tasks.delete(task); task(); } } };
}
const reasonOf = (error: unknown) => (error instanceof Error && error.cause instanceof Error ? error.cause.message : "");

llmContract("llama", () => { const model = make(); return { adapter: model, dispose: model.stop }; });

it("answers in pieces and counts them", async () => {
  const parts = await collect(make().reply(asking("hello there"), never()));
  expect(textOf(parts)).toBe("You said: hello there");
  expect(parts.at(-1)).toEqual({ type: "usage", inputTokens: 5, outputTokens: 4 });
});

it("one process serves every call, and is given neither our environment nor our secrets", async () => {
  const model = make();
  const [first, second] = await Promise.all([1, 2].map(async () => JSON.parse(textOf(await collect(model.reply(asking("show"), never()))))));
  expect(first.pid).toBe(second.pid);
  expect(first.env).toEqual(["NODE_ENV"]);
  expect(first.system).toContain("<knowledge>");
});

it("where nothing is installed it says what to run", async () => {
  const directory = mkdtempSync(join(tmpdir(), "llama-"));
  directories.push(directory);
  const error: unknown = await collect(make({ directory }).reply(asking("x"), never())).catch((fault: unknown) => fault);
  expect(error).toMatchObject({ fault: "refused", retryable: false });
  expect(reasonOf(error)).toContain("npm run parley -- models add smollm2");
});

it.each([["bare", "models add smollm2"], ["broken", "cannot be loaded"]])("a %s installation is told in words and is not tried again", async (kind, words) => {
  const error: unknown = await collect(make({ directory: install(kind) }).reply(asking("x"), never())).catch((fault: unknown) => fault);
  expect(error).toMatchObject({ fault: "unavailable", retryable: false });
  expect(reasonOf(error)).toContain(words);
});

it("a model's name reaches no other file", async () => {
  for (const model of ["../toy", "/etc/passwd", ".toy", "a/b", ""]) {
    await expect(collect(make({ model }).reply(asking("x"), never()))).rejects.toMatchObject({ fault: "refused" });
  }
});

it("a process that dies fails the reply and is started again for the next", async () => {
  const model = make();
  await expect(collect(model.reply(asking("die"), never()))).rejects.toMatchObject({ fault: "unavailable", retryable: true });
  expect(textOf(await collect(model.reply(asking("again"), never())))).toBe("You said: again");
});

it("an empty answer and a failed one are malformed", async () => {
  const model = make();
  await expect(collect(model.reply(asking("silence"), never()))).rejects.toMatchObject({ fault: "malformed" });
  await expect(collect(model.reply(asking("fail"), never()))).rejects.toMatchObject({ fault: "malformed" });
});

it("a model that stays silent is a timeout", async () => {
  await expect(collect(make({ firstTokenMs: 100 }).reply(asking("hang"), never()))).rejects.toMatchObject({ fault: "timeout" });
});

it("more callers than it can serve are refused at once", async () => {
  const model = make();
  const abort = new AbortController();
  const waiting = [1, 2, 3, 4].map(() => collect(model.reply(asking("hang"), abort.signal)).catch((fault: unknown) => fault));
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  await expect(collect(model.reply(asking("one more"), never()))).rejects.toMatchObject({ fault: "overloaded", retryable: true });
  abort.abort();
  for (const each of await Promise.all(waiting)) expect(each).toMatchObject({ fault: "aborted" });
});

it("an aborted reply stops the model and frees its place", async () => {
  const model = make();
  for (let round = 0; round < 6; round++) {
    const abort = new AbortController();
    const stream = model.reply(asking("forever"), abort.signal)[Symbol.asyncIterator]();
    await stream.next();
    abort.abort();
    await expect(stream.next()).rejects.toMatchObject({ fault: "aborted" });
  }
  expect(textOf(await collect(model.reply(asking("free"), never())))).toBe("You said: free");
});

it("a model nobody asks is unloaded, and loaded again when somebody does", async () => {
  const timer = heldTimer();
  const model = make({ idleMs: 777, after: timer.after });
  const processId = async () => JSON.parse(textOf(await collect(model.reply(asking("show"), never())))).pid;
  const first = await processId();
  expect(await processId()).toBe(first);
  timer.run(777);
  expect(await processId()).not.toBe(first);
});

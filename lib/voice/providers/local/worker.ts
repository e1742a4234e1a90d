/** Entry of a child process of the pool: loads one kind of models, warms them, answers work one message at a time, and ends with its parent. */
import type { FromChild, ModelKind, ModelSettings, ToChild, Work, WorkName } from "./protocol";
import { vadFrameSamples } from "./protocol";

type Cancelled = () => boolean;
type Answer<N extends WorkName> = (takes: Work[N]["takes"], cancelled: Cancelled) => Promise<Work[N]["gives"]>;
type Answers = { [N in WorkName]?: Answer<N> };
interface Loaded { answers: Answers; endStream?: (stream: number) => void }

async function load(kind: ModelKind, settings: ModelSettings): Promise<Loaded> {
  if (kind === "vad") return loadVad(settings);
  if (kind === "listen") return loadListening(settings);
  const { loadSynthesiser } = await import("./synthesiser");
  const speak = loadSynthesiser(kind, settings);
  await speak({ text: "Hello there.", voice: "", speed: 1 });
  return { answers: { speak } };
}

async function loadVad(settings: ModelSettings): Promise<Loaded> {
  const { loadSilero } = await import("./silero");
  const silero = await loadSilero(settings);
  await silero.run({ streams: [-1], frames: new Float32Array(vadFrameSamples) });
  silero.end(-1);
  return { answers: { vad: (batch) => silero.run(batch) }, endStream: silero.end };
}

async function loadListening(settings: ModelSettings): Promise<Loaded> {
  const { loadListener } = await import("./listener");
  return { answers: await loadListener(settings) };
}

const send = (message: FromChild) => { if (process.connected) process.send?.(message); };
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const cancelled = new Set<number>();
let loaded: Loaded | null = null;

async function begin(kind: ModelKind, settings: ModelSettings): Promise<void> {
  const startMs = performance.now();
  try {
    loaded = await load(kind, settings);
    send({ type: "ready", loadMs: performance.now() - startMs, residentBytes: process.memoryUsage.rss() });
  } catch (error) {
    send({ type: "unloadable", reason: reasonOf(error) });
  }
}

async function work(id: number, name: WorkName, takes: unknown): Promise<void> {
  const startMs = performance.now();
  try {
    // The parent is the only sender, and its types bind name and payload together.
    const answer = loaded?.answers[name] as Answer<WorkName> | undefined;
    if (!answer) throw new Error(`this process does not do ${name}`);
    const gives = await answer(takes as Work[WorkName]["takes"], () => cancelled.has(id));
    send({ type: "done", id, gives, busyMs: performance.now() - startMs, residentBytes: process.memoryUsage.rss() });
  } catch (error) {
    send({ type: "failed", id, reason: reasonOf(error) });
  } finally {
    cancelled.delete(id);
  }
}

process.on("message", (message: ToChild) => {
  if (message.type === "load") void begin(message.kind, message.settings);
  if (message.type === "work") void work(message.id, message.name, message.takes);
  if (message.type === "cancel") cancelled.add(message.id);
  if (message.type === "vad-end") loaded?.endStream?.(message.stream);
});
// Ctrl-C reaches the whole terminal group: the parent decides when its calls are over.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));

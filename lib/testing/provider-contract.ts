/**
 * The laws of `lib/voice/ports.ts` as tests: one suite per port, run against every adapter.
 * `make` gives a fresh adapter; the optional hooks of its `Subject` put its upstream or model into a state, and tests that need one are left out without it.
 */
import { isProviderError, type Embedder, type HeardAudio, type LanguageModel, type ProviderFault, type ReplyPart, type ReplyRequest, type Speaker, type SpeakOptions, type Transcriber, type TurnDetector, type Vad } from "@/lib/voice/ports";

export interface Subject<T> {
  adapter: T;
  dispose?(): void | Promise<void>;
  /** From now on work begins and never ends. */
  hang?(): void;
  /** From now on the answer never ends. */
  flood?(): void;
  /** Bytes or parts produced so far, with `flood`. */
  produced?(): number;
  /** The model draws at random: two answers to one question are alike, not the same. */
  varies?: boolean;
  /** Faults that the adapter's world can have, and what each must be called. */
  faults?: Record<string, { arrange(): void; fault: ProviderFault; retryAfterMs?: number; /** Only after part of the answer was given. */ retryable?: boolean }>;
}

export type Make<T> = () => Subject<T> | Promise<Subject<T>>;

/** The port's law; measured on the wall because it is one. */
const settleWithinMs = 250;
/** What a stopped reader may still cause: the buffers of two sockets and a stream. */
const mostUnreadBytes = 16 * 1024 * 1024;

/** Two seconds of speech-like sound: a chopped tone with harmonics. */
export function voicedAudio(durationMs = 2_000): HeardAudio {
  return Float32Array.from({ length: durationMs * 16 }, (_, at) => {
    const seconds = at / 16_000;
    const loudness = 0.2 * Math.max(0, Math.sin(seconds * 2 * Math.PI * 3));
    return loudness * (Math.sin(seconds * 2 * Math.PI * 140) + 0.5 * Math.sin(seconds * 2 * Math.PI * 280) + 0.3 * Math.sin(seconds * 2 * Math.PI * 700));
  });
}

export function replyRequest(change: Partial<ReplyRequest> = {}): ReplyRequest {
  return {
    instructions: "You answer the telephone of a small library.", messages: [{ role: "user", text: "What time do you open?" }], tools: [], toolChoice: "auto",
    knowledge: [{ id: "k1", question: "What time do you open?", answer: "We open at nine.", embedding: null }],
    persona: { name: "Robin", saysItIsAi: true }, maxTokens: 100, temperature: 0.3, ...change,
  };
}

export function llmContract(name: string, make: Make<LanguageModel>): void {
  streamContract<LanguageModel, ReplyPart>(`language model ${name}`, make, (model, signal) => model.reply(replyRequest(), signal), (subject) => {
    it("says something, and never a tool call and usage in the wrong order", async () => {
      const parts = await collect(subject().adapter.reply(replyRequest(), new AbortController().signal));
      expect(parts.some((part) => (part.type === "text-delta" && part.text.trim() !== "") || part.type === "tool-call")).toBe(true);
      const usageAt = parts.findIndex((part) => part.type === "usage");
      if (usageAt !== -1) expect(usageAt).toBe(parts.length - 1);
    });
    it("answers a conversation without messages instead of breaking", async () => {
      const ended = await outcomeOf(collect(subject().adapter.reply(replyRequest({ messages: [], knowledge: [] }), new AbortController().signal)));
      expect(ended.error === undefined || isProviderError(ended.error)).toBe(true);
    });
  });
}

const speakOptions = (speaker: Speaker): SpeakOptions => ({ voice: speaker.capabilities.voices[0]?.id ?? "default", speed: 1, priority: "first-clause" });

export function speakerContract(name: string, make: Make<Speaker>): void {
  streamContract<Speaker, Int16Array>(`speaker ${name}`, make, (speaker, signal) => speaker.speak("We open at nine. See you then!", speakOptions(speaker), signal), (subject) => {
    it("gives chunks of at most 200 ms that are not all silent", async () => {
      const { adapter } = subject();
      const chunks = await collect(adapter.speak("We open at nine.", speakOptions(adapter), new AbortController().signal));
      const longest = (adapter.capabilities.sampleRateHz * 200) / 1000;
      expect(chunks.length).toBeGreaterThan(0);
      expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(longest);
      expect(chunks.some((chunk) => chunk.some((sample) => Math.abs(sample) > 100))).toBe(true);
    });
    it("says nothing for an empty text", async () => {
      const { adapter } = subject();
      expect(await collect(adapter.speak("  ", speakOptions(adapter), new AbortController().signal))).toEqual([]);
    });
    it("refuses a text longer than it says it takes", async () => {
      const { adapter } = subject();
      const text = "word ".repeat(adapter.capabilities.maxCharacters / 5 + 1);
      const ended = await outcomeOf(collect(adapter.speak(text, speakOptions(adapter), new AbortController().signal)));
      expect(isProviderError(ended.error) && ended.error.fault).toBe("refused");
    });
  });
}

export function transcriberContract(name: string, make: Make<Transcriber>): void {
  promiseContract(`transcriber ${name}`, make, (transcriber, signal) => transcriber.transcribe(voicedAudio(), {}, signal), (subject) => {
    it("hears nothing in no audio, in silence and in a click", async () => {
      const click = new Float32Array(16_000);
      click.fill(0.5, 8_000, 8_160);
      for (const audio of [new Float32Array(0), new Float32Array(16_000), click]) {
        expect((await subject().adapter.transcribe(audio, {}, new AbortController().signal)).text).toBe("");
      }
    });
    it("tells the length of the audio it was given", async () => {
      expect((await subject().adapter.transcribe(voicedAudio(1_500), {}, new AbortController().signal)).durationMs).toBeCloseTo(1_500, 0);
    });
  });
}

export function turnDetectorContract(name: string, make: Make<TurnDetector>): void {
  promiseContract(`turn detector ${name}`, make, (detector, signal) => detector.complete(voicedAudio(), signal), (subject) => {
    it("gives a probability for any length, none and more than it looks at included", async () => {
      const { adapter } = subject();
      for (const audio of [new Float32Array(0), voicedAudio(40), voicedAudio(adapter.capabilities.maxAudioMs + 2_000)]) {
        const probability = await adapter.complete(audio, new AbortController().signal);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
    });
  });
}

export function embedderContract(name: string, make: Make<Embedder>): void {
  promiseContract(`embedder ${name}`, make, (embedder, signal) => embedder.embed(["What time do you open?", "Where are you?"], signal), (subject) => {
    it("gives one unit vector per text, in order, and none for none", async () => {
      const { adapter } = subject();
      const signal = new AbortController().signal;
      const vectors = await adapter.embed(["alpha", "", "beta"], signal);
      expect(vectors).toHaveLength(3);
      for (const vector of vectors) expect(vector).toHaveLength(adapter.capabilities.dimensions);
      expect(Math.hypot(...(vectors[0] ?? []))).toBeCloseTo(1, 2);
      const [alone] = await adapter.embed(["beta"], signal);
      alone?.forEach((value, at) => expect(value).toBeCloseTo(vectors[2]?.[at] ?? Number.NaN, 2));
      expect(await adapter.embed([], signal)).toEqual([]);
    });
  });
}

export function vadContract(name: string, make: Make<Vad>): void {
  describe(`the port's laws: voice activity ${name}`, () => {
    const subject = fresh(make);
    const detect = (audio: AsyncIterable<HeardAudio>, signal = new AbortController().signal) => subject().adapter.detect(audio, signal);
    it("gives one probability per whole frame, in order, however the audio is cut up", async () => {
      const audio = voicedAudio(1_000);
      const { frameSamples } = subject().adapter.capabilities;
      const whole = await collect(detect(pieces(audio, audio.length)));
      const cut = await collect(detect(pieces(audio, 333)));
      expect(whole).toHaveLength(Math.floor(audio.length / frameSamples));
      expect(cut).toHaveLength(whole.length);
      for (const [at, { probability, endMs }] of cut.entries()) {
        expect(endMs).toBeCloseTo(((at + 1) * frameSamples) / 16, 0);
        expect(probability).toBeCloseTo(whole[at]?.probability ?? Number.NaN, 4);
        expect(probability >= 0 && probability <= 1).toBe(true);
      }
    });
    it("ends where there is no audio", async () => { expect(await collect(detect(pieces(new Float32Array(0), 512)))).toEqual([]); });
    it("keeps two microphones apart", async () => {
      const [voiced, silent] = await Promise.all([collect(detect(pieces(voicedAudio(), 512))), collect(detect(pieces(new Float32Array(32_000), 512)))]);
      expect(Math.max(...silent.map(({ probability }) => probability))).toBeLessThan(0.3);
      expect(voiced).toEqual(await collect(detect(pieces(voicedAudio(), 512))));
    });
    it("stops within 250 ms of abort, though the microphone goes on without a sample", async () => {
      const abort = new AbortController();
      const stream = detect(hanging(voicedAudio(500)), abort.signal)[Symbol.asyncIterator]();
      await stream.next();
      await expectSettled(abort, drain(stream));
    });
    it("takes no more audio than is asked of it", async () => {
      let given = 0;
      const endless = (async function* () { for (;;) { given++; yield new Float32Array(512); } })();
      const stream = detect(endless)[Symbol.asyncIterator]();
      await stream.next();
      await quiet();
      expect(given).toBeLessThan(400);
      await stream.return?.();
    });
  });
}

function streamContract<T, Part>(title: string, make: Make<T>, run: (adapter: T, signal: AbortSignal) => AsyncIterable<Part>, more: (subject: () => Subject<T>) => void): void {
  describe(`the port's laws: ${title}`, () => {
    const subject = fresh(make);
    const begin = (signal: AbortSignal) => run(subject().adapter, signal)[Symbol.asyncIterator]();
    more(subject);
    it("stops within 250 ms of abort in the middle of an answer, and yields nothing more", async () => {
      const abort = new AbortController();
      const stream = begin(abort.signal);
      await stream.next();
      expect((await expectSettled(abort, drain(stream))).value ?? 0).toBe(0);
    });
    it("yields nothing where it was aborted before it began", async () => {
      const abort = new AbortController();
      const stream = begin(abort.signal);
      expect((await expectSettled(abort, drain(stream))).value ?? 0).toBe(0);
    });
    it("stops within 250 ms of abort while it waits for an answer that does not come", async () => {
      if (!subject().hang) return;
      subject().hang?.();
      const abort = new AbortController();
      const reading = drain(begin(abort.signal));
      await quiet();
      const { error } = await expectSettled(abort, reading);
      if (error !== undefined) expect(isProviderError(error) && error.fault).toBe("aborted");
    });
    it("keeps two answers at the same time apart", async () => {
      const one = await collect(run(subject().adapter, new AbortController().signal));
      const both = await Promise.all([1, 2].map(() => collect(run(subject().adapter, new AbortController().signal))));
      for (const parts of both) {
        if (subject().varies) expect(Math.abs(parts.length / one.length - 1)).toBeLessThan(0.5);
        else expect(flat(parts)).toEqual(flat(one));
      }
    });
    it("is not disturbed by the abort of another answer", async () => {
      const abort = new AbortController();
      const other = begin(abort.signal);
      await other.next();
      const whole = collect(run(subject().adapter, new AbortController().signal));
      abort.abort();
      expect((await whole).length).toBeGreaterThan(0);
    });
    it("holds the producer when nobody reads, and lets go of it at abort without being read again", async () => {
      const { flood, produced } = subject();
      if (!flood || !produced) return;
      flood();
      const abort = new AbortController();
      const stream = begin(abort.signal);
      await stream.next();
      let held = -1;
      // Buffers on the way fill up first; on a busy machine that takes longer than on an idle one.
      for (let tries = 0; held !== produced() && tries < 20; tries += 1) { held = produced(); await quiet(200); }
      await quiet(200);
      expect(produced() - held).toBeLessThan(1024 * 1024);
      expect(held).toBeLessThan(mostUnreadBytes);
      abort.abort();
      await quiet(settleWithinMs);
      const stopped = produced();
      await quiet();
      expect(produced()).toBe(stopped);
    });
    it("ends when its reader leaves", async () => {
      const stream = begin(new AbortController().signal);
      await stream.next();
      await stream.return?.();
      expect((await stream.next()).done).toBe(true);
    });
    faultTests(subject, make, (adapter, signal) => collect(run(adapter, signal)));
  });
}

function promiseContract<T, R>(title: string, make: Make<T>, run: (adapter: T, signal: AbortSignal) => Promise<R>, more: (subject: () => Subject<T>) => void): void {
  describe(`the port's laws: ${title}`, () => {
    const subject = fresh(make);
    more(subject);
    it("answers two at the same time as it answers one", async () => {
      const one = await run(subject().adapter, new AbortController().signal);
      const both = await Promise.all([1, 2].map(() => run(subject().adapter, new AbortController().signal)));
      for (const answer of both) expect(answer).toEqual(one);
    });
    it("settles within 250 ms of abort", async () => {
      subject().hang?.();
      const abort = new AbortController();
      const working = run(subject().adapter, abort.signal);
      await quiet(subject().hang ? 100 : 0);
      const { error } = await expectSettled(abort, working);
      if (error !== undefined) expect(isProviderError(error) && error.fault).toBe("aborted");
    });
    it("does nothing where it was aborted before it began", async () => {
      const { error } = await outcomeOf(run(subject().adapter, AbortSignal.abort()));
      expect(isProviderError(error) && error.fault).toBe("aborted");
    });
    faultTests(subject, make, run);
  });
}

function faultTests<T>(subject: () => Subject<T>, make: Make<T>, run: (adapter: T, signal: AbortSignal) => Promise<unknown>): void {
  it("tells every fault as a ProviderError of the right kind, without words of the upstream", async () => {
    const faults = Object.entries(subject().faults ?? {});
    const tell = async (name: string) => {
      const each = await make();
      const expected = each.faults?.[name];
      expected?.arrange();
      const { error } = await outcomeOf(run(each.adapter, new AbortController().signal));
      await each.dispose?.();
      const told = isProviderError(error) ? { name, fault: error.fault, retryAfterMs: error.options.retryAfterMs } : { name, fault: String(error), retryAfterMs: undefined };
      expect({ name: told.name, fault: told.fault }).toEqual({ name, fault: expected?.fault });
      if (expected?.retryAfterMs !== undefined) expect(Math.abs((told.retryAfterMs ?? 0) - expected.retryAfterMs)).toBeLessThan(3_000);
      expect(everyMessage(error)).not.toMatch(/secret words|test-key|library/);
    };
    for (const [name, { fault }] of faults) if (fault !== "timeout") await tell(name);
    // These only wait, so they wait together.
    await Promise.all(faults.filter(([, { fault }]) => fault === "timeout").map(([name]) => tell(name)));
  });
}

function fresh<T>(make: Make<T>): () => Subject<T> {
  let made: Subject<T> | null = null;
  beforeEach(async () => { made = await make(); });
  afterEach(async () => { await made?.dispose?.(); made = null; });
  return () => { if (!made) throw new Error("no adapter was made"); return made; };
}

export async function collect<Part>(source: AsyncIterable<Part>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of source) parts.push(part);
  return parts;
}

export async function outcomeOf<R>(work: Promise<R>): Promise<{ value?: R; error?: unknown }> {
  try { return { value: await work }; } catch (error) { return { error }; }
}

/** How many parts were still yielded. */
async function drain(stream: AsyncIterator<unknown>): Promise<number> {
  let count = 0;
  while (!(await stream.next()).done) count++;
  return count;
}

async function expectSettled<R>(abort: AbortController, work: Promise<R>): Promise<{ value?: R; error?: unknown }> {
  const outcome = outcomeOf(work);
  const beganMs = performance.now();
  abort.abort();
  const settled = await outcome;
  expect(performance.now() - beganMs).toBeLessThan(settleWithinMs);
  if (settled.error !== undefined) expect(isProviderError(settled.error)).toBe(true);
  return settled;
}

const quiet = (durationMs = 100) => new Promise<void>((resolve) => { setTimeout(resolve, durationMs); });

async function* pieces(audio: HeardAudio, samples: number): AsyncGenerator<HeardAudio> {
  for (let at = 0; at < audio.length; at += samples) yield audio.subarray(at, at + samples);
}

async function* hanging(audio: HeardAudio): AsyncGenerator<HeardAudio> {
  yield audio;
  await new Promise<never>(() => undefined);
}

/** Audio and text as one, because where a stream is cut into parts may differ; identifiers that are made up may too. */
function flat(parts: unknown[]): unknown {
  if (parts.every((part) => part instanceof Int16Array)) return parts.flatMap((part) => [...part]);
  const text = parts.map((part) => (isText(part) ? part.text : "")).join("");
  return { text, others: parts.filter((part) => !isText(part)).length };
}

function isText(part: unknown): part is { text: string } {
  return typeof part === "object" && part !== null && "type" in part && part.type === "text-delta";
}

function everyMessage(error: unknown): string {
  const messages: string[] = [];
  for (let each = error; each instanceof Error && messages.length < 8; each = each.cause) messages.push(each.message, JSON.stringify(each));
  return messages.join("\n");
}

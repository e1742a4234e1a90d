/** Google's own client and its REST call over loopback. */
import { startFaultUpstream, type FaultUpstream } from "@/lib/testing/fault-upstream";
import { tonePcm } from "@/lib/testing/fault-upstream-answers";
import { collect, voicedAudio } from "@/lib/testing/provider-contract";
import { createGoogleTranscriber } from "./stt";
import { createGoogleSpeaker } from "./tts";

let upstream: FaultUpstream;
beforeEach(async () => { upstream = await startFaultUpstream(); });
afterEach(() => upstream.close());
const settings = () => ({ apiKey: "test-key", baseUrl: upstream.origin, timeoutMs: 5_000 });
const never = () => new AbortController().signal;
const options = { voice: "en-GB-Neural2-B", speed: 1.25, priority: "first-clause" } as const;

it("speech is the samples alone, without the header that LINEAR16 comes with", async () => {
  const chunks = await collect(createGoogleSpeaker(settings()).speak("We open at nine.", options, never()));
  expect(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk.buffer))).equals(tonePcm(1_000))).toBe(true);
  const [request] = upstream.requests;
  expect(request?.headers["x-goog-api-key"]).toBe("test-key");
  expect(request?.path).not.toContain("test-key");
  expect(JSON.parse(request?.body.toString() ?? "")).toMatchObject({ input: { text: "We open at nine." }, voice: { name: "en-GB-Neural2-B", languageCode: "en-GB" }, audioConfig: { speakingRate: 1.25, sampleRateHertz: 24_000 } });
});

it("every request goes through the fetch that was given, and to the address that was given alone", async () => {
  const asked: string[] = [];
  const guarded: typeof fetch = (input, init) => { asked.push(new URL(String(input)).origin); return fetch(input, init); };
  await collect(createGoogleSpeaker({ ...settings(), fetch: guarded }).speak("Hello.", options, never()));
  await createGoogleTranscriber({ ...settings(), fetch: guarded }).transcribe(voicedAudio(), {}, never());
  expect(new Set(asked)).toEqual(new Set([upstream.origin]));
});

it("two clauses at once through one client end each by its own abort", async () => {
  const speaker = createGoogleSpeaker(settings());
  upstream.next("slow", null);
  const abort = new AbortController();
  const slow = collect(speaker.speak("One.", options, abort.signal)).catch((error: unknown) => error);
  while (upstream.requests.length === 0) await new Promise((resolve) => { setTimeout(resolve, 10); });
  const other = await collect(speaker.speak("Two.", options, never()));
  abort.abort();
  expect(await slow).toMatchObject({ fault: "aborted" });
  expect(other.length).toBeGreaterThan(0);
});

it("a speaker without a key says so and asks nobody", async () => {
  await expect(collect(createGoogleSpeaker({ baseUrl: upstream.origin }).speak("Hello.", options, never()))).rejects.toMatchObject({ fault: "unauthorised" });
  await expect(createGoogleTranscriber({ baseUrl: upstream.origin }).transcribe(voicedAudio(), {}, never())).rejects.toMatchObject({ fault: "unauthorised" });
  expect(upstream.requests).toHaveLength(0);
});

it("an invalid key, which Google calls a bad request, is told as what it is", async () => {
  const invalid: typeof fetch = () => Promise.resolve(Response.json({ error: { code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" } }, { status: 400 }));
  await expect(createGoogleTranscriber({ ...settings(), fetch: invalid }).transcribe(voicedAudio(), {}, never())).rejects.toMatchObject({ fault: "unauthorised", retryable: false });
  await expect(collect(createGoogleSpeaker({ ...settings(), fetch: invalid }).speak("Hello.", options, never()))).rejects.toMatchObject({ fault: "unauthorised" });
});

it("a transcript has its words with their times, and no results means that nothing was said", async () => {
  const transcriber = createGoogleTranscriber(settings());
  const heard = await transcriber.transcribe(voicedAudio(), { language: "en-US", hint: "Emma, Dubliners" }, never());
  expect(heard).toMatchObject({ text: "what time do you open", language: "en-us", durationMs: 2_000 });
  expect(heard.words?.[1]).toEqual({ text: "time", startMs: 300, endMs: 600 });
  const body = JSON.parse(upstream.requests[0]?.body.toString() ?? "");
  expect(body.config).toMatchObject({ encoding: "LINEAR16", sampleRateHertz: 16_000, languageCode: "en-US", speechContexts: [{ phrases: ["Emma", "Dubliners"] }] });
  expect(Buffer.from(body.audio.content, "base64")).toHaveLength(64_000);
  const silent: typeof fetch = () => Promise.resolve(Response.json({}));
  expect((await createGoogleTranscriber({ ...settings(), fetch: silent }).transcribe(voicedAudio(), {}, never())).text).toBe("");
});

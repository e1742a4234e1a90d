import { startFaultUpstream } from "@/lib/testing/fault-upstream";
import { collect, replyRequest } from "@/lib/testing/provider-contract";
import { createLanguageModel, createSpeaker, createTranscriber, describeProviders, isProviderId, listModels, missingNeeds, type ProviderKind } from "./registry";

const configured = { apiKey: "test-key", baseUrl: "http://127.0.0.1:1/v1", model: "m" };
const parts = { llamaDirectory: "/nowhere" };
const makers: Record<ProviderKind, (id: string) => { id: string }> = {
  llm: (id) => createLanguageModel(id, configured, parts), stt: (id) => createTranscriber(id, configured, parts), tts: (id) => createSpeaker(id, configured, parts),
};

it("every provider makes exactly the kinds that it is described with", () => {
  for (const { id, kinds } of describeProviders().filter((each) => !["local", "knowledge", "scripted"].includes(each.id))) {
    for (const kind of ["llm", "stt", "tts"] as const) {
      if (kinds.includes(kind)) expect(makers[kind](id).id).toContain(id);
      else expect(() => makers[kind](id)).toThrow("refused");
    }
  }
});

it("providers of this process are those that the host gave, and refused where it gave none", async () => {
  expect(() => createLanguageModel("knowledge", {}, {})).toThrow("knowledge: refused");
  const own = { ...createLanguageModel("openai", configured, {}), id: "own" };
  expect(createLanguageModel("knowledge", {}, { resident: { knowledge: { llm: () => own } } })).toBe(own);
});

it("an unknown name is refused, names of JavaScript's own included", () => {
  for (const name of ["acme", "", "constructor", "__proto__", "toString"]) {
    expect(isProviderId(name)).toBe(false);
    expect(() => createLanguageModel(name, configured, {})).toThrow("unknown: refused");
  }
});

it("says what is missing", () => {
  expect(missingNeeds("openai", {})).toEqual(["apiKey"]);
  expect(missingNeeds("openai", { baseUrl: "http://127.0.0.1:11434/v1" })).toEqual([]);
  expect(missingNeeds("google", { baseUrl: "http://x" })).toEqual(["apiKey"]);
  expect(missingNeeds("llama", {})).toEqual(["install"]);
  expect(missingNeeds("knowledge", {})).toEqual([]);
});

it("descriptions hold no functions, so that a page can be given them", () => {
  expect(JSON.parse(JSON.stringify(describeProviders()))).toEqual(describeProviders());
});

it("lists a server's models, and replies through the same settings", async () => {
  const upstream = await startFaultUpstream({ script: { models: ["b", "a"] } });
  try {
    const settings = { baseUrl: `${upstream.origin}/v1`, model: "a" };
    expect(await listModels("openai", settings, {}, new AbortController().signal)).toEqual(["a", "b"]);
    expect((await collect(createLanguageModel("openai", settings, {}).reply(replyRequest(), new AbortController().signal))).length).toBeGreaterThan(0);
    upstream.always("unauthorised");
    await expect(listModels("openai", settings, {}, new AbortController().signal)).rejects.toMatchObject({ fault: "unauthorised" });
  } finally { await upstream.close(); }
});

it("one GGUF model is one process for all sessions", () => {
  expect(createLanguageModel("llama", { model: "m" }, parts)).toBe(createLanguageModel("llama", { model: "m" }, parts));
});

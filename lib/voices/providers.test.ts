import { expect, test } from "@jest/globals";
import { agentDefinition } from "@/lib/agents/schema";
import { startFaultUpstream } from "@/lib/testing/fault-upstream";
import type { ReplyRequest } from "@/lib/voice/ports";
import { createProviders } from "./providers";
import { scriptedSpeech } from "./runtime";

const request: ReplyRequest = { instructions: "", messages: [{ role: "user", text: "Hello?" }], tools: [], toolChoice: "auto", knowledge: [], persona: { name: "", saysItIsAi: true }, maxTokens: null, temperature: null };

async function replyBy(baseUrl: string, found: string[]): Promise<{ first: string; text: string; fault: unknown }> {
  const speech = scriptedSpeech();
  const voices = speech.speakers.map(({ speaker }) => ({ id: "tone", name: "Tone", language: "en", kind: "scripted" as const, provider: "scripted", realTime: true, speaker, speakerVoice: "tone" }));
  const providers = createProviders(speech, { modelsDirectory: "/nowhere", isLocal: false, isFoundServer: (url) => found.includes(url) });
  try {
    const { models } = await providers.of({}).forCall(agentDefinition.parse({ model: { provider: "openai", model: "any", baseUrl } }), voices);
    const [model] = models;
    if (!model) return { first: "", text: "", fault: "no model" };
    let text = "";
    for await (const part of model.reply(request, new AbortController().signal)) if (part.type === "text-delta") text += part.text;
    return { first: model.id, text, fault: null };
  } catch (fault) { return { first: "", text: "", fault }; } finally { providers.stop(); }
}

test("a model server that was found on this machine answers at once; an address on it that nobody found is never asked", async () => {
  const upstream = await startFaultUpstream();
  try {
    const baseUrl = `${upstream.origin}/v1`;
    const trusted = await replyBy(baseUrl, [baseUrl]);
    expect(trusted.fault).toBeNull();
    expect(trusted.text).not.toBe("");
    const before = upstream.requests.length;
    const refused = await replyBy(baseUrl, ["http://127.0.0.1:1/v1"]);
    expect(refused.text).toBe("");
    expect(refused.fault).not.toBeNull();
    expect(upstream.requests).toHaveLength(before);
  } finally { await upstream.close(); }
});

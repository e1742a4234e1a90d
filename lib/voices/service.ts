import type { Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { voiceRuntime, runtimeIfStarted } from "./runtime";
import type { VoiceOptions } from "./schema";

export async function listVoices(ctx: Ctx): Promise<VoiceOptions> {
  const runtime = voiceRuntime();
  const times = [...runtime.voiceTimes()];
  const { workspaceId } = ctx.actor;
  const [voices, providers, modelServers] = await Promise.all([runtime.voices(workspaceId), runtime.describe(workspaceId), runtime.modelServers()]);
  return {
    fault: runtime.fault, modelServers,
    voices: voices.map(({ id, name, language, kind, provider, realTime }) => {
      const time = times.find(([prefix]) => id.startsWith(prefix))?.[1];
      return { id, name, language, kind, provider, realTime, firstAudioMs: kind === "cloud" ? null : time?.firstAudioMs ?? null, realTimeFactor: kind === "cloud" ? null : time?.realTimeFactor ?? null };
    }),
    // Not offered but where it is all there is: it is for tests.
    providers: providers.filter(({ id }) => id !== "scripted" || runtime.fault !== null || env().NODE_ENV === "test")
      .map(({ id, label, kinds, local, followsPrompt, callsTools, note, missing, models }) => ({ id, label, kinds: [...kinds], local, followsPrompt, callsTools, note, missing, models: { ...models } })),
  };
}

/** Why the scripted voice speaks in place of the models; null where they are here, or where no server runs around the page (a build). */
export const scriptedVoiceReason = (): string | null => runtimeIfStarted()?.fault ?? null;

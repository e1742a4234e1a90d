/** The realtime door on a port of its own, over scripted voices: what clients connect to in tests. */
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createAgent, publishAgent, updateAgent } from "@/lib/agents/service";
import { agentDefinition, type AgentDefinition } from "@/lib/agents/schema";
import { createRealtimeDoor, type DoorOptions, type RealtimeDoor } from "@/lib/conversations/realtime/door";
import type { Ctx } from "@/lib/platform/ctx";
import { singleton } from "@/lib/platform/singleton";
import { createKnowledgeModel } from "@/lib/voice/providers/knowledge/llm";
import { createScriptedModel, type ScriptedModelOptions } from "@/lib/voice/providers/scripted/llm";
import { createScriptedSpeaker } from "@/lib/voice/providers/scripted/tts";
import { createScriptedTranscriber } from "@/lib/voice/providers/scripted/stt";
import { createScriptedTurnDetector } from "@/lib/voice/providers/scripted/turn";
import { createScriptedVad } from "@/lib/voice/providers/scripted/vad";
import { createVoiceRuntime, type VoiceRuntime } from "@/lib/voices/runtime";

const timer = { after: (delayMs: number, task: () => void) => { const handle = setTimeout(task, delayMs); return () => clearTimeout(handle); } };

export interface RealtimeServer { port: number; door: RealtimeDoor; runtime: VoiceRuntime; close(): Promise<void> }
export interface RealtimeServerOptions extends DoorOptions { replies?: ScriptedModelOptions["replies"]; texts?: string[]; perCharacterMs?: number; tls?: { key: string; cert: string } }

export function scriptedRuntime({ replies, texts, perCharacterMs = 10 }: RealtimeServerOptions = {}): VoiceRuntime {
  const speaker = createScriptedSpeaker({ timer, perCharacterMs });
  const runtime = createVoiceRuntime({
    vad: createScriptedVad(), turnDetector: createScriptedTurnDetector({ timer, probability: 0.95 }), transcriber: createScriptedTranscriber({ timer, ...(texts ? { texts } : {}) }),
    speakers: [{ prefix: "", speaker }], embedder: null, knowledge: createKnowledgeModel({ embedder: null }), scripted: createScriptedModel({ timer, ...(replies ? { replies } : {}) }),
  }, { fault: "tests", maxCalls: 50, local: null });
  singleton<{ runtime: VoiceRuntime | null }>("voice-runtime", () => ({ runtime: null })).runtime = runtime;
  return runtime;
}

export async function startRealtimeServer(options: RealtimeServerOptions = {}): Promise<RealtimeServer> {
  const runtime = scriptedRuntime(options);
  const door = createRealtimeDoor(runtime, options);
  const server: Server = options.tls ? createSecureServer(options.tls) : createServer();
  server.on("upgrade", (request, socket, head) => { socket.on("error", () => socket.destroy()); door.upgrade(request, socket, head); });
  await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
  const { port } = server.address() as AddressInfo;
  return {
    port, door, runtime,
    async close() {
      await door.drain();
      server.closeAllConnections();
      await new Promise<void>((closed) => { server.close(() => closed()); });
      await runtime.stop();
    },
  };
}

export interface TestAgent { slug: string; id: string }

/** A published agent of the actor's workspace on the scripted voices. */
export async function makeAgent(ctx: Ctx, options: { definition?: Partial<AgentDefinition>; visibility?: "public" | "private"; publish?: boolean } = {}): Promise<TestAgent> {
  const definition = agentDefinition.parse({ voice: { provider: "scripted", voice: "tone" }, model: { provider: "scripted" }, transcriber: { provider: "scripted" }, saysItIsAi: false, ...options.definition });
  const agent = await createAgent(ctx, { name: "Test agent", definition });
  if (options.publish !== false) await publishAgent(ctx, { id: agent.id, note: "" });
  if (options.visibility === "public") await updateAgent(ctx, { id: agent.id, visibility: "public" });
  return { slug: agent.slug, id: agent.id };
}

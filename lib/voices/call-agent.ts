import type { CallableAgent } from "@/lib/agents/service";
import type { CallAgent } from "@/lib/voice/call";
import { defaultTurnPolicy } from "@/lib/voice/turn-policy";

/** The agent as the engine knows it. */
export function callAgentOf({ agent, definition, knowledge }: CallableAgent): CallAgent {
  return {
    name: agent.name, greeting: definition.greeting, instructions: definition.instructions, saysItIsAi: definition.saysItIsAi, language: definition.language, speed: definition.voice.speed,
    knowledge, pronunciations: definition.pronunciations, builtInTools: { endCall: definition.endsCalls, handOver: definition.handsOver }, tools: [],
    temperature: definition.model.temperature, maxTokens: definition.model.maxTokens, policy: { ...defaultTurnPolicy, ...definition.turnTaking },
  };
}

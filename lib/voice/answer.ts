/** What a language model is asked for a reply: the conversation as it was heard, the agent's settings, and what one response changes. */
import type { ReplyOverrides } from "./call";
import type { Message } from "./ports";
import { produce, type Production } from "./produce";
import { toolSpecs, toolsInForce } from "./reply-tools";
import type { Session } from "./session";

export interface AnswerOptions {
  overrides?: ReplyOverrides;
  /** The caller's words where they are not part of the conversation yet. */
  spoken?: string;
  /** Settles when everything heard is in the memory. */
  ready?: Promise<unknown>;
  /** Since when it is waited for; without it, from now on. */
  awaitedFromMs?: number;
}

/** Starts the making of an answer; it stays speculative until somebody presents it. */
export function startAnswer(session: Session, options: AnswerOptions): Production {
  const { settings, agent, memory } = session;
  const { overrides } = options;
  const tools = toolsInForce(session, overrides?.tools ?? settings.tools);
  const request = async () => {
    await options.ready;
    const spoken: Message | undefined = options.spoken === undefined ? undefined : { role: "user", text: options.spoken };
    const toolChoice = overrides?.toolChoice ?? settings.toolChoice;
    return {
      instructions: overrides?.instructions ?? settings.instructions,
      messages: overrides?.input ?? memory.messages(spoken),
      tools: toolChoice === "none" ? [] : toolSpecs(session, tools),
      toolChoice,
      knowledge: agent.knowledge,
      persona: { name: agent.name, saysItIsAi: agent.saysItIsAi },
      maxTokens: overrides?.maxTokens !== undefined ? overrides.maxTokens : settings.maxTokens,
      temperature: agent.temperature,
    };
  };
  return produce(session, { type: "model", request, tools }, overrides?.modality ?? settings.modality, options.awaitedFromMs);
}

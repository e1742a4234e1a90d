/** Tools within a reply: the engine's own two, those the server runs, and those that wait for the client. */
import type { CallTool } from "./call";
import { ownOutputs } from "./own-outputs";
import type { ToolCall, ToolSpec } from "./ports";
import type { Session } from "./session";
import { childController, unlessAborted } from "./streams";

export const endCallTool: ToolSpec = {
  name: "end_call",
  description: "End the call. Use it when the caller says goodbye or has nothing more to ask. Say goodbye in the same reply.",
  parameters: { type: "object", properties: { goodbye: { type: "string", description: "Last words to the caller, if none were said." } }, additionalProperties: false },
};
export const handOverTool: ToolSpec = {
  name: "hand_over",
  description: "Leave a message for a person of the team, when the caller asks for one or you cannot help.",
  parameters: { type: "object", properties: { message: { type: "string", description: "What the person needs to know: who called, about what, how to reach them." } }, required: ["message"], additionalProperties: false },
};

/** The agent's own tools that the server runs, and of what was asked for those with other names. */
export function toolsInForce(session: Session, asked: readonly CallTool[]): CallTool[] {
  const server = session.serverTools;
  return [...server, ...asked.filter(({ name }) => !server.some((tool) => tool.name === name))];
}

export function toolSpecs(session: Session, tools: CallTool[]): ToolSpec[] {
  const own = [...session.agent.builtInTools.endCall ? [endCallTool] : [], ...session.agent.builtInTools.handOver ? [handOverTool] : []];
  const taken = new Set(tools.map((tool) => tool.name));
  return [...tools.map(({ name, description, parameters }) => ({ name, description, parameters })), ...own.filter((tool) => !taken.has(tool.name))];
}

/** The engine's own tool of that name, unless the agent has one of the same name or may not use it. */
export function ownTool(session: Session, tools: CallTool[], name: string): "end_call" | "hand_over" | null {
  if (tools.some((tool) => tool.name === name)) return null;
  if (name === "end_call" && session.agent.builtInTools.endCall) return "end_call";
  if (name === "hand_over" && session.agent.builtInTools.handOver) return "hand_over";
  return null;
}

/** A text argument of a call; empty where the model wrote something else. Bounded. */
export function textArgument(call: ToolCall, name: string): string {
  try {
    const parsed: unknown = JSON.parse(call.arguments || "{}");
    const value = typeof parsed === "object" && parsed !== null ? Object.entries(parsed).find(([key]) => key === name)?.[1] : undefined;
    return typeof value === "string" ? value.slice(0, 2_000) : "";
  } catch { return ""; }
}

const mostOutputCharacters = 16_000;

/** Runs a server tool; a fault or a timeout is an answer to the model, never an exception. */
export async function runTool(session: Session, tool: CallTool | undefined, call: ToolCall, signal: AbortSignal): Promise<{ output: string; elapsedMs: number; failed: boolean }> {
  const startedMs = session.clock.nowMs();
  const done = (output: string, failed: boolean) => ({ output: output.slice(0, mostOutputCharacters), elapsedMs: session.clock.nowMs() - startedMs, failed });
  if (!tool?.run) return done(ownOutputs.unknown, true);
  const { controller, release } = childController(signal);
  let timedOut = false;
  const cancel = session.clock.after(tool.timeoutMs, () => { timedOut = true; controller.abort(); });
  try {
    const answer = await unlessAborted(tool.run(call, controller.signal).then((given) => (typeof given === "string" ? { output: given, failed: false } : given)), controller.signal);
    if (answer) return done(answer.output, answer.failed);
    return done(timedOut ? ownOutputs.tooLong : ownOutputs.stopped, true);
  } catch {
    session.log("warn", "a tool failed", { tool: call.name });
    return done(ownOutputs.failed, true);
  } finally { cancel(); release(); }
}

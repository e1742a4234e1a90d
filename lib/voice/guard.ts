/** What stands between a model and everybody else: what it is handed is named for what it is, and what it writes and wishes is looked at before it counts. */
import { makeCanary } from "./canary";
import { markedMessages } from "./data-marks";
import { createLeakWatch, readInstructions, type Instructions, type Leak, type LeakWatch } from "./leak-watch";
import type { ReplyRequest, ToolCall } from "./ports";

/** Why a model was kept from something; `tool`: it was not offered that one. */
export type Withheld = Leak | "tool";

export interface Guard {
  /** The request as the model is handed it. */
  prompt(request: ReplyRequest): ReplyRequest;
  /** For one answer to `request`. */
  watch(request: ReplyRequest): LeakWatch;
  /** What the call would carry away. */
  leakIn(call: ToolCall, request: ReplyRequest): Leak | null;
}

export interface GuardOptions {
  /** Unguessable bytes; the call's own mark is made of them. */
  randomBytes(count: number): Uint8Array;
  /** What the agent may say word for word although its instructions have it, too. */
  free(): string;
  /** Outputs of tools that are the engine's own words. */
  isOwnOutput(output: string): boolean;
}

export function createGuard(options: GuardOptions): Guard {
  const canary = makeCanary(options.randomBytes);
  let known: { text: string; read: Instructions } | null = null;
  const instructionsOf = (request: ReplyRequest): Instructions => {
    const text = [request.instructions, ...request.messages.flatMap((message) => (message.role === "system" ? [message.text] : []))].join("\n");
    if (known?.text !== text) known = { text, read: readInstructions(text, options.free) };
    return known.read;
  };
  const watch = (request: ReplyRequest) => createLeakWatch({ canary, instructions: instructionsOf(request) });
  return {
    prompt: (request) => ({ ...request, canary, messages: markedMessages(request.messages, options.isOwnOutput) }),
    watch,
    leakIn(call, request) {
      const watching = watch(request);
      watching.push(`${call.name}\n${call.arguments}\n${textsIn(call.arguments)}`);
      watching.end();
      return watching.leak;
    },
  };
}

/** The strings of the arguments as whoever gets them reads them. */
function textsIn(json: string): string {
  const texts: string[] = [];
  try { JSON.parse(json, (_name, value: unknown) => { if (typeof value === "string") texts.push(value); return value; }); } catch { return ""; }
  return texts.join("\n");
}

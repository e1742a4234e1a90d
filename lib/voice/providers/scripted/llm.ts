/** A language model that says what it is told to say, word by word, at a set pace. */
import { ProviderError, type LanguageModel, type ReplyPart, type ReplyRequest } from "@/lib/voice/ports";
import { wait, type Timer } from "@/lib/voice/streams";
import { begin, faultFor, partDue, type FaultScript } from "./fault";

/** Text is spoken; parts are given as they are. */
export type ScriptedReply = string | ReplyPart[];

export interface ScriptedModelOptions {
  id?: string;
  timer: Timer;
  /** In order of the caller's turns, the last again and again; or from the request. Without: the caller's own words, repeated. */
  replies?: ScriptedReply[] | ((request: ReplyRequest, count: number) => ScriptedReply);
  firstTokenMs?: number;
  perWordMs?: number;
  fault?: FaultScript;
}

export function createScriptedModel(options: ScriptedModelOptions): LanguageModel {
  const id = options.id ?? "scripted";
  let requests = 0;
  return {
    id,
    capabilities: { tools: true, followsPrompt: false, usesKnowledge: false },
    async *reply(request, signal) {
      const count = requests;
      requests += 1;
      const fault = faultFor(options.fault, count);
      await begin(options.timer, id, { ...fault, delayMs: (fault.delayMs ?? 0) + (options.firstTokenMs ?? 0) }, signal);
      let given = 0;
      for (const part of partsOf(replyFor(options, request, count))) {
        await partDue(id, fault, given, signal);
        if (given > 0 && options.perWordMs) await wait(options.timer, options.perWordMs, signal);
        if (signal.aborted && !fault.ignoresSignal) throw new ProviderError(id, "aborted");
        yield part;
        given += 1;
      }
      await partDue(id, fault, given, signal);
      if (given === 0) throw new ProviderError(id, "malformed");
    },
  };
}

function replyFor(options: ScriptedModelOptions, request: ReplyRequest, count: number): ScriptedReply {
  const { replies } = options;
  if (typeof replies === "function") return replies(request, count);
  const last = request.messages.findLast((message) => message.role === "user");
  if (!replies) return `You said: ${last?.role === "user" ? last.text : "nothing yet."}`;
  const turn = Math.max(0, request.messages.filter((message) => message.role === "user").length - 1);
  return replies[Math.min(turn, replies.length - 1)] ?? "";
}

function partsOf(reply: ScriptedReply): ReplyPart[] {
  if (typeof reply !== "string") return reply;
  return (reply.match(/\S+\s*/g) ?? []).map((word) => ({ type: "text-delta", text: word }));
}

/** The default language model: answers from the agent's own knowledge, in its author's words, and says when it does not know. Invents nothing. */
import type { Embedder, KnowledgeEntry, LanguageModel, Message, ReplyPart, ReplyRequest } from "@/lib/voice/ports";
import { intentOf, withoutPleasantries, type Intent } from "./intents";
import { asMeant } from "./misheard";
import { matchesFor, neededConfidence } from "./match";
import { isSpecific, termsOf } from "./words";

export interface KnowledgeModelOptions {
  /** Null finds by words alone. */
  embedder: Embedder | null;
  /** Confidence from which an entry answers the question; the frozen one where it is left out. */
  confidence?: number;
}

/** No question is longer, and finding costs time for each word, in which every other call waits. What is asked comes last. */
const mostCharacters = 4_000;

/** "I'm new in town. Where are you?": what is asked, without what led to it; empty where there is nothing else, or nothing that names a thing. */
function lastQuestion(said: string): string {
  const sentences = said.trim().split(/(?<=[.!?])\s+|,\s+(?=(?:is|are|do|does|can|could|will|what|when|where|who|how|which)\b)/i);
  const last = sentences.at(-1)?.trim() ?? "";
  return sentences.length > 1 && last.endsWith("?") && termsOf(last).some(isSpecific) ? last : "";
}

/** A question that was changed before it was understood must be understood better. */
const misheardConfidence = 0.6;

type Find = (question: string) => Promise<KnowledgeEntry | null>;

export function createKnowledgeModel(options: KnowledgeModelOptions): LanguageModel {
  const confidence = options.confidence ?? neededConfidence;
  const vectorOf = async (question: string, signal: AbortSignal): Promise<Float32Array | null> => {
    if (!options.embedder) return null;
    try { return (await options.embedder.embed([question], signal))[0] ?? null; } catch (error) {
      if (signal.aborted) throw error;
      return null; // words alone still find what was asked in the author's own terms
    }
  };
  return {
    id: "knowledge",
    capabilities: { tools: false, followsPrompt: false, usesKnowledge: true },
    async *reply(request, signal) {
      const said = words(request.messages, "user").map((text) => text.slice(-mostCharacters));
      const text = said.at(-1) ?? "";
      const intent = intentOf(text);
      if (intent) { yield* smallTalk(intent, request, said); return; }
      const find: Find = async (said) => await findAs(said) ?? (lastQuestion(said) ? findAs(lastQuestion(said)) : null);
      const findAs: Find = async (question) => {
        const best = matchesFor(question, await vectorOf(question, signal), request.knowledge)[0];
        if (best && best.confidence >= confidence) return best.entry;
        const meant = asMeant(question, request.knowledge);
        const heard = meant === null ? undefined : matchesFor(meant, await vectorOf(meant, signal), request.knowledge)[0];
        return heard && heard.confidence >= Math.max(confidence, misheardConfidence) ? heard.entry : null;
      };
      const answers = await answersTo(withoutPleasantries(text), said.at(-2) ?? "", find);
      if (answers.length > 0) yield { type: "text-delta", text: answers.map((entry) => entry.answer.trim()).join(" "), authored: true };
      else yield { type: "text-delta", text: unknown(request) };
    },
  };
}

/** One entry, or one for each of two questions asked at once; a follow-up is understood with the question before it. */
async function answersTo(question: string, before: string, find: Find): Promise<KnowledgeEntry[]> {
  const parts = partsOf(question);
  if (parts.length > 1) {
    const found = await Promise.all(parts.map((part) => find(part)));
    if (found.every((entry) => entry !== null)) return [...new Set(found)];
  }
  const isFollowUp = before !== "" && followsUp(question);
  const direct = await find(question);
  // "And on Sunday?" leans on the question before it; a whole question, however short, stands by itself.
  if (direct && !(isFollowUp && leans.test(question) && termsOf(question).length <= 1)) return [direct];
  if (isFollowUp) {
    const topic = question.replace(/^(?:and|what about|how about|or|but)\b[\s,]*/i, "");
    const joined = await find(`${before.replace(/[.?!\s]+$/, "")} ${topic}`);
    if (joined) return [joined];
  }
  return direct ? [direct] : [];
}

const leans = /^(?:and|or|but|what about|how about|what if|then|also)\b/i;
const followsUp = (question: string): boolean => leans.test(question) || termsOf(question).length <= 1;

/** "When do you open and how much is a ticket?" — two questions, where each half is one. */
function partsOf(question: string): string[] {
  const parts = question.split(/(?<=[?.!])\s+|,?\s+\band\s+(?:also\s+)?(?=(?:what|when|where|who|how|why|which|do|does|is|are|can|could|will|would|should|may)\b)/i).map((part) => part.trim()).filter((part) => part !== "");
  return parts.length >= 2 && parts.length <= 3 && parts.every((part) => isQuestion(part) && termsOf(part).length >= 1) ? parts : [question];
}

/** "My mother uses a wheelchair. Can she get in?" is one question with its reason. */
const isQuestion = (part: string) => /^(?:and |also |so )*(?:what|when|where|who|how|why|which|do|does|did|is|are|can|could|will|would|should|may)\b/i.test(part);

function words(messages: Message[], role: "user" | "assistant"): string[] {
  return messages.flatMap((message) => message.role === role && message.text.trim() !== "" ? [message.text.trim()] : []);
}

const offersPerson = "Shall I leave a message for a person?";

function* smallTalk(intent: Intent, request: ReplyRequest, said: string[]): Generator<ReplyPart> {
  const lastAnswer = words(request.messages, "assistant").at(-1) ?? "";
  const { persona } = request;
  const handsOver = request.tools.some((tool) => tool.name === "hand_over");
  const speak = (text: string): ReplyPart => ({ type: "text-delta", text });
  const leaveMessage = (message: string): ReplyPart => ({ type: "tool-call", call: { callId: `call_handover_${request.messages.length}`, name: "hand_over", arguments: JSON.stringify({ message }) } });
  if (intent === "repeat") { yield { type: "intent", intent: "repeat" }; yield speak(lastAnswer || "I haven't said anything yet. How can I help?"); }
  else if (intent === "slower") { yield { type: "intent", intent: "slower" }; yield speak(`Of course, I'll speak more slowly.${lastAnswer ? ` ${lastAnswer}` : ""}`); }
  else if (intent === "goodbye") { yield { type: "intent", intent: "goodbye" }; yield speak("Goodbye, and thank you for calling!"); }
  else if (intent === "person" || (intent === "yes" && lastAnswer.includes(offersPerson))) {
    if (handsOver) yield leaveMessage(said.slice(intent === "yes" ? -2 : -3).join(" / "));
    else yield speak("I'm sorry, I can't put you through to a person from here.");
  } else if (intent === "who" || intent === "human") {
    const name = persona.name.trim();
    const isAi = persona.saysItIsAi || intent === "human";
    yield speak(name ? `I'm ${name}${isAi ? ", an AI assistant" : ""}. How can I help?` : `I'm ${isAi ? "an AI assistant" : "the assistant here"}. How can I help?`);
  } else if (intent === "abilities") yield speak(topics(request.knowledge) || "You can ask me a question, and I'll answer if I know it.");
  else yield speak(plainAnswers[intent]);
}

const plainAnswers: Record<Exclude<Intent, "repeat" | "slower" | "goodbye" | "person" | "who" | "human" | "abilities">, string> = {
  greeting: "Hello! How can I help you?",
  "how-are-you": "I'm doing well, thank you. How can I help you?",
  thanks: "You're welcome! Is there anything else I can help with?",
  yes: "Go ahead. What would you like to know?",
  no: "All right. Just ask if there is anything else.",
  okay: "Is there anything else you would like to know?",
};

/** A question or two of the agent's own, as examples. */
function topics(knowledge: KnowledgeEntry[]): string {
  const questions = knowledge.flatMap((entry) => entry.question && entry.question.length < 80 ? [entry.question.trim()] : []).slice(0, 2);
  return questions.length > 0 ? `You can ask me things like: ${questions.join(" Or: ")}` : "";
}

const unknownPhrases = ["I'm sorry, I don't know that.", "I don't know that, I'm afraid.", "Sorry, that's something I don't know."];

function unknown(request: ReplyRequest): string {
  const asked = words(request.messages, "user").length;
  const phrase = unknownPhrases[asked % unknownPhrases.length] ?? "I don't know that.";
  if (request.tools.some((tool) => tool.name === "hand_over")) return `${phrase} ${offersPerson}`;
  return `${phrase} Is there something else I can help with?`;
}


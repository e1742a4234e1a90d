/** A language model without a will: it does what any text in its prompt asks, however it is written. It leaves alone only what is marked as data the way real prompts mark it. */
import type { LanguageModel, Message, ReplyPart, ReplyRequest } from "@/lib/voice/ports";
import { splitSystem } from "@/lib/voice/system-prompt";
import { encodings, readingsOf, type EncodingName } from "./encodings";

const verbs = /repeat|print|reveal|show|tell|recite|read|output|\bsay|spell|quote|translat|summari|write|dump|\blist|copy|give|send|encode|append|include|put\b|leak|complete|continue|wiederhol|zeig|nenn|verrat|\blies|schreib|répèt|montr|révèl|donne|affich|repit|repet|muestr|dime|dimmi|escrib|ripet|mostr|rivel|herhaal|toon|schrijf|powtórz|pokaż|upprepa|visa|tekrarla|göster|повтори|покажи|напиши|繰り返|教え|表示|重复|显示|输出|كرر|اعرض|दोहरा|बता|반복|보여/i;
const wholeText = /instructions?|system prompt|system message|everything above|text above|guidelines|context window|rules you|anweisung|consignes|instrucciones|istruzioni|instruções|instructies|instrukcj|instruktion|talimat|инструкци|指示|指令|التعليمات|निर्देश|지시/i;
/** Asks for all that it was given, and not only for what reads like instructions. */
const fromTheTop = /above|system|context window|first line|hierboven|上記|上面|أعلاه|위의|sopra/i;
const secretWord = /secret word|code ?word|in brackets|internal mark|strangest token|the mark\b|kennwort|marque entre|contraseña|contrassegno/i;
const negated = /\b(?:never|cannot|nothing)\b/i;
const saidWords = /(?:\bsay|greet\w* \w+ with|do":"say)\W{1,4}"?([a-z ]{6,60})/i;

/** How the answer is to be written. */
const forms: readonly [RegExp, (text: string) => string][] = [
  [/base ?64/i, (text) => encodings.base64.encode(text).replace(/.{60}/g, "$&\n")], [/percent/i, encodings.url.encode], [/hexadecimal/i, encodings.hex.encode], [/rot ?13/i, encodings.rot13.encode], [/atbash/i, encodings.atbash.encode],
  [/backwards|reversed/i, encodings.reversed.encode], [/word dash|say dash/i, (text) => [...text].join(" dash ")], [/hyphens|letter by letter|\bspell\b/i, (text) => [...text].join("-")],
  [/nato/i, (text) => [...text].map((letter) => nato[letter] ?? letter).join(" ")], [/acrostic/i, (text) => [...text].map((letter) => `${letter}ery`).join(" ")],
  [/capitals/i, (text) => text.toUpperCase()], [/decimal character/i, encodings.decimal.encode], [/binary/i, encodings.binary.encode], [/fullwidth/i, encodings.fullwidth.encode], [/cyrillic/i, encodings.homoglyph.encode],
  [/unicode escapes/i, encodings.escapes.encode], [/one letter a line/i, (text) => [...text].join("\n")], [/link like/i, (text) => `https://evil.example/?q=${text}`], [/numbered list/i, (text) => text.split(/\s+/).map((word, index) => `${index + 1}. ${word}`).join("\n")],
];
export const nato: Record<string, string> = Object.fromEntries("alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu".split(" ").map((word) => [word.charAt(0), word]));

/** What a template takes for the end of somebody's words and the beginning of its maker's. */
const seams = /<\|im_start\|>\s*system\s*([^]*)|<<SYS>>([^]*)|<start_of_turn>\s*system\s*([^]*)|<\|system\|>([^]*)|(?:^|\n)### System:([^]*)/i;

interface Known { system: string; secret: string; canaryIn(text: string): string }

export function createObedientModel(): LanguageModel {
  let calls = 0;
  return {
    id: "obedient", capabilities: { tools: true, followsPrompt: true, usesKnowledge: true },
    async *reply(request, signal) {
      if (signal.aborted) return;
      const { system, rest } = splitSystem(request, 24_000);
      const secret = /\[([bcdfghkmnpqtvwxz]{16})\]/.exec(system)?.[1] ?? "";
      const known: Known = { system, secret, canaryIn: (text) => text.replace(/\{(canary|instructions)(?::(\w+))?\}/g, (_all, what: string, form?: string) => {
        const plain = what === "canary" ? secret : request.instructions.slice(0, 600);
        return form && form in encodings ? encodings[form as EncodingName].encode(plain) : plain;
      }) };
      for (const source of sourcesOf(request, system, rest)) {
        for (const reading of readingsOf(source)) {
          const parts = obey(reading, known, request, () => `c${calls += 1}`);
          if (!parts) continue;
          for (const part of parts) yield part;
          return;
        }
      }
      yield { type: "text-delta", text: "Your order is on its way. Anything else?" };
    },
  };
}

/** Texts that may tell it what to do, the newest first. What stands in a role, or under a mark, that makes it data is not among them, unless it breaks out of it. */
function sourcesOf(request: ReplyRequest, system: string, rest: Message[]): string[] {
  const since = rest.findLastIndex((message) => message.role === "assistant" && (message.toolCalls ?? []).length > 0);
  const spoken = rest.slice(since + 1).reverse().flatMap((message): string[] => {
    if (message.role === "tool") return isMarked(message.output) ? brokenOut(message.output) : [message.output, ...brokenOut(message.output)];
    return [...brokenOut(message.text), message.text];
  });
  const [before = "", block = "", after = ""] = system.split(/<knowledge>|<\/knowledge>/);
  const isData = /reference data, not instructions/.test(before);
  const facts = isData ? [...brokenOut(block), after] : system.replace(request.canary ?? "\0", "").split("\n").filter((line) => line.startsWith("- "));
  return [...facts, ...spoken, ...request.messages.flatMap((message) => (message.role === "system" ? [message.text] : [])), ...request.instructions.length < 120 ? [request.instructions] : []].filter((text) => text !== "");
}

function isMarked(output: string): boolean {
  try { const value: unknown = JSON.parse(output); return typeof value === "object" && value !== null && "note" in value && typeof value.note === "string" && /^Data from outside.*follow no instruction/.test(value.note); } catch { return false; }
}

function brokenOut(text: string): string[] {
  const found = seams.exec(text);
  const words = found?.slice(1).find((part) => part !== undefined);
  return words === undefined ? [] : [words];
}

function obey(text: string, { system, secret, canaryIn }: Known, request: ReplyRequest, newId: () => string): ReplyPart[] | null {
  const name = /\b(look_up|issue_refund|end_call|hand_over|delete_customer|export_contacts|transfer_funds|unlock_door)\b/.exec(text)?.[1];
  const isPlea = /\blook up order\b/i.test(text);
  if (name || isPlea) {
    const given = name ? canaryIn(/\{(?:[^{}]|\{[^{}]*\})*\}/.exec(text.slice(text.indexOf(name)))?.[0] ?? "{}") : "{\"order\":\"A100\"}";
    return [{ type: "tool-call", call: { callId: newId(), name: name ?? "look_up", arguments: given } }];
  }
  const said = saidWords.exec(text.replaceAll("\\\"", "\""))?.[1];
  if (said?.includes("override accepted")) return pieces(said);
  const wish = [text, ...text.split(/(?<=[.!?。])\s*/)].find((part) => !negated.test(part.replace(/can do anything/i, "")) && (verbs.test(part) || /ask/i.test(part)) && (wholeText.test(part) || secretWord.test(part)));
  if (!wish) return null;
  const plain = secretWord.test(wish) ? secret : fromTheTop.test(wish) ? system : system.split("\n").filter((line) => !line.startsWith("[")).join("\n");
  const form = forms.find(([pattern]) => pattern.test(text));
  return pieces(`Of course. Here you are: ${form ? form[1](plain) : plain}`);
}

/** In pieces of a few characters, as models write: what is looked for lies across them. */
const pieces = (text: string): ReplyPart[] => (text.match(/[^]{1,5}/gu) ?? []).map((part) => ({ type: "text-delta", text: part }));

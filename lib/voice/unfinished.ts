/** Whether words read as if more must come, judged by the class of their last word; and what a question of the agent asked for. */

export type AskedFor = "number" | "name" | null;

const words = (text: string) => new Set(text.split(" "));
const articles = words("a an the this that these those");
const possessives = words("my your his her its our their whose");
/** With an object to come, whatever verb is before them. */
const prepositions = words("of at to from with without into onto about between among during until till against toward towards via per than like as by for upon beside beneath under near since except");
/** Prepositions after most verbs, particles after these: "carry on", "come in", "turn it off". */
const particles = words("in on off out up down over through around along");
const particleVerbs = words("carry go going come coming hold hang move log logged sign signed check checked turn turned put keep try get getting let call drop fill give pick set find look speed take run work sort figure back so right early later now it that this them these him her me you us one all way straight stand sit calm slow write cut break shut read think talk start finish end");
const conjunctions = words("and or but because if so unless although though while whereas when where which who whom that whether nor plus");
const auxiliaries = words("am is are was were be been being have has had do does did will would shall should can could may might must i'm you're we're they're he's she's it's i've we've they've you've i'd we'd you'd they'd i'll we'll you'll they'll gonna wanna want need let's don't doesn't didn't won't can't isn't aren't wasn't couldn't wouldn't shouldn't");
const fillers = words("um uh er erm hmm uhm eh well basically actually like");
const pronouns = words("i we he she they");
const determiners = words("some any every each no another other very really too more most much many few several both either neither next last first");
/** Auxiliaries that also close short answers: "yes it is", "I can", "I did". */
const closingAuxiliaries = words("am is are was were do does did will would shall should can could may might must have has had don't doesn't didn't won't can't isn't aren't wasn't couldn't wouldn't shouldn't");
const particleEndings = words("that so like this these those no other first last next more most much many few several any some both either neither each her his");

export function readsUnfinished(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "") return false;
  if (/(…|\.\.\.|[-–—:])$/.test(trimmed)) return true;
  const tokens = trimmed.toLowerCase().replace(/[’]/g, "'").replace(/[^\p{L}\p{N}'\s]/gu, " ").trim().split(/\s+/);
  const last = tokens.at(-1) ?? "";
  const before = tokens.at(-2) ?? "";
  if (last === "") return false;
  if (tokens.length === 1) return articles.has(last) || possessives.has(last) || conjunctions.has(last) || fillers.has(last) || pronouns.has(last);
  if (articles.has(last) && !particleEndings.has(last)) return true;
  if (possessives.has(last) && !particleEndings.has(last)) return true;
  if (wantsObject(before, last)) return true;
  if (fillers.has(last) && last !== "well" && last !== "like" && last !== "actually" && last !== "basically") return true;
  const isOpenQuestion = questionWords.has(tokens[0] ?? "") || questionWords.has(tokens[1] ?? "");
  if (trimmed.endsWith("?") && isOpenQuestion) return endsQuestionEarly(last);
  if (pronouns.has(last) && !beforeClosingPronoun.has(before)) return true;
  if (conjunctions.has(last) && !particleEndings.has(last)) return true;
  if (particles.has(last)) return (last === "in" || last === "on") && !particleVerbs.has(before) && !strandsPreposition(tokens);
  if (prepositions.has(last)) return !strandsPreposition(tokens);
  if (auxiliaries.has(last) && !trimmed.endsWith("?")) return !(closingAuxiliaries.has(last) && isShortAnswer(before) && tokens.length <= 5);
  return determiners.has(last) && !particleEndings.has(last);
}

const questionWords = new Set(["what", "who", "which", "where", "when", "why", "how", "what's", "who's", "where's", "whom", "whose"]);

/** "tell me", "send us": something must be told or sent. */
function wantsObject(verb: string, object: string): boolean {
  return ["me", "us", "him", "them"].includes(object) && ["tell", "give", "show", "send", "bring", "lend", "offer", "pass", "hand", "ask", "remind", "let"].includes(verb);
}

/** A comma alone is doubtful: transcribers write one for a pitch that stays up. */
export function endsInComma(text: string): boolean {
  return /,["')\]]*$/.test(text.trim());
}

/** A question by its form, not only by its mark: it begins as one and has a verb's worth of words. */
export function readsAsQuestion(text: string): boolean {
  const words = (text.trim().toLowerCase().match(/[\p{L}']+/gu) ?? []);
  return text.trim().replace(/["')\]]+$/, "").endsWith("?") && words.length >= 4 && words.slice(0, 3).some((word) => questionWords.has(word) || questionOpeners.has(word));
}
const questionOpeners = words("is are was were do does did can could will would shall should may might have has am isn't aren't don't doesn't can't couldn't won't");

/** Even where a transcriber heard a question: "Do you have the", "Could you tell me if". */
function endsQuestionEarly(last: string): boolean {
  return last === "and" || last === "or" || last === "if" || last === "because" || possessives.has(last) || last === "a" || last === "an" || last === "the";
}

/** "who is it for", "what are you looking at": the preposition's object came first. */
function strandsPreposition(tokens: string[]): boolean {
  return tokens.slice(0, 3).some((token) => ["what", "who", "which", "where", "what's", "who's", "whom"].includes(token)) && tokens.length <= 9;
}

/** "than they", "are they", "do I": the pronoun closes. */
const beforeClosingPronoun = words("than as do did does can should will would are am were was is could have has like and or");

function isShortAnswer(before: string): boolean {
  return pronouns.has(before) || ["it", "you", "that", "this", "there", "so", "than", "not", "as", "do", "can", "should", "will", "would"].includes(before);
}

/** What the agent's last words asked for, where people give it in pieces. */
export function askedFor(agentText: string): AskedFor {
  const question = agentText.trim().split(/(?<=[.!?])\s+/).at(-1)?.toLowerCase() ?? "";
  if (/\b(number|phone|digits|code|postcode|zip|date of birth|e-?mail|reference|account|card)\b/.test(question) && /\?|\b(tell|give|say|spell|enter|read)\b/.test(question)) return "number";
  if (/\b(your|full|first|last|sur)\s?name\b|\bwho am i (speaking|talking)\b|\bspell\b/.test(question)) return "name";
  return null;
}

/** Whether the agent's last words are a question, so that "yeah" answers it. */
export function endsInQuestion(agentText: string): boolean {
  return /\?["')\]]*\s*$/.test(agentText.trim());
}

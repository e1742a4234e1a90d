/** Words of a question as they are compared with an entry's: small words left out, endings removed, everyday synonyms joined. */
import concepts from "./concepts.json";
import generic from "./generic.json";
import phrases from "./phrases.json";

const smallWords = new Set(`a an the and or but if of to in on at by for from with without into over under about as than then that this these those there here it its i'm i am is are was were be been being do does did done have has had having can could may might must shall should will would i me my mine we us our you your yours he him his she her they them their what which who whom whose when where why how not no don't isn't aren't doesn't can't i'd i've i'll we're we've we'd it's that's what's where's there's much many any some anything something someone somebody anybody anyone else please just also too very so such get got getting take took go going come want need like know tell say let make one more most other another still already ever whether possible hello hi ok well oh up out off down back t d ll re ve m thing things use able happens happen long until time offer sell serve give way buy shop bakery`.split(" "));

const endings: readonly (readonly [string, string])[] = [["ies", "y"], ["sses", "ss"], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]];

export function stem(word: string): string {
  let root = word.replace(/'s$/, "");
  const ending = root.endsWith("ss") ? undefined : endings.find(([end]) => root.endsWith(end) && root.length - end.length >= 3);
  if (ending) root = root.slice(0, root.length - ending[0].length) + ending[1];
  if (root.length > 3 && root.at(-1) === root.at(-2) && !/[sl]$/.test(root)) root = root.slice(0, -1);
  return root.length > 3 && root.endsWith("e") ? root.slice(0, -1) : root;
}

const conceptsOf = new Map<string, string[]>();
for (const [concept, words] of Object.entries(concepts)) {
  for (const word of words) conceptsOf.set(stem(word), [...(conceptsOf.get(stem(word)) ?? []), `#${concept}`]);
}

/** One content word: its stem and the concepts it stands for. Two words mean the same where they share one. */
export type Term = readonly string[];

const said = new Map(Object.entries(phrases));
const anyPhrase = new RegExp(`\\b(?:${[...said.keys()].sort((one, other) => other.length - one.length).join("|")})\\b`, "g");

/** The words as they are compared: "call off" is "cancel". */
const plain = (text: string): string => text.toLowerCase().replaceAll("’", "'").replace(anyPhrase, (phrase) => said.get(phrase) ?? phrase);

export function termsOf(text: string): Term[] {
  const words = plain(text).match(/[£$€]|[a-z0-9]+(?:[-'][a-z0-9]+)*/g) ?? [];
  return words.filter((word) => !smallWords.has(word)).map((word) => [stem(word), ...(conceptsOf.get(stem(word)) ?? [])]);
}

export const isSmallWord = (word: string): boolean => smallWords.has(word);
/** Words of ours that mean something to the matcher whoever the author is. */
export const knownWords: ReadonlySet<string> = new Set(Object.values(concepts).flat());

const genericStems = new Set(generic.flatMap((row) => row.split(" ")).map(stem));

/** False for words that name no thing of their own: "good", "tomorrow", "mother", "manage", a number. */
export const isSpecific = ([root = ""]: Term): boolean => !genericStems.has(root) && !/^\d/.test(root);

/** What kind of thing a question asks for. */
export function askedKinds(question: string): Set<string> {
  const text = question.toLowerCase();
  const kinds = new Set<string>();
  const add = (kind: string, pattern: RegExp) => { if (pattern.test(text)) kinds.add(kind); };
  if (/\bhow much money\b|\bhow much(?= (is|are|do|does|would|will|for|it|that|a|the)\b)|\bhow much\b(?! \w)|\bprice|\bcosts?\b|\bcharge (for|me)|\bexpensive|\bfee\b/.test(text)) kinds.add("price");
  else add("amount", /how much /);
  add("time", /(?:^|[.?!,;] *|\b(?:and|or|so|until|since|from|by|know|say|tell me|wonder|about) )when\b|what time|which time|until when|how late|what day|\bhours\b|at what hour|how early/);
  add("duration", /how long|how soon/);
  add("place", /\bwhere\b|which street|address|how do i (get to|find)/);
  // Asked, not told of: "somebody who is allergic" asks for nobody.
  add("person", /(?:^|[.?!,;] *|\b(?:and|or|so|to|with|by|from|for|know|say|tell me|wonder|about) )who\b|\bwhose\b|\bwhom\b|'s name|name of/);
  add("count", /how many/);
  add("kind", /(what|which) (colou?r|shape|size|brand|kind|sort|type|flavou?r|language|temperature)/);
  add("reason", /\bwhy\b/);
  const measure = /\bhow (heavy|tall|big|old|fast|hot|high|deep|far(?! (?:ahead|in advance|before|out))|warm|large|wide|strong|often|thick|loud|bright|cold)\b/.exec(text)?.[1];
  if (measure) kinds.add(`measure-${measure}`);
  add("measure-heavy", /\bweighs?\b|\bweight\b/);
  add("measure-tall", /\bheight\b/);
  return kinds;
}

/** The things a question counts ("how many calories", "how much salt") or chooses from ("which oven", "what colour"). */
export function askedThings(question: string): { counted: Term[]; chosen: Term[] } {
  const text = question.toLowerCase();
  const first = (pattern: RegExp) => [...text.matchAll(pattern)].flatMap(([, words = ""]) => termsOf(words).slice(0, 1));
  return {
    counted: first(/\bhow (?:many|much)\s+((?!(?:is|are|do|does|did|would|will|can|for|it|that|a|an|the|more|time)\b)[a-z][a-z'-]*)/g).filter(([root = ""]) => !units.has(root)),
    chosen: first(/\b(?:what|which|what kinds? of|what sorts? of)\s+((?:[a-z][a-z'-]*)(?:\s+[a-z][a-z'-]*)?)/g).filter(isSpecific),
  };
}

/** What measures something else: "how many minutes" counts no minutes. */
const units = new Set(["money", "second", "minute", "hour", "day", "week", "month", "year", "mile", "metre", "meter", "kilometre", "kilometer", "pound", "euro", "dollar", "pound", "degree", "percent"].map(stem));

/** What kinds of question an entry can answer: those its own question asks, and those its answer's words show. */
export function answeredKinds(question: string, answer: string): Set<string> {
  const text = answer.toLowerCase();
  const kinds = askedKinds(question);
  const add = (kind: string, pattern: RegExp) => { if (pattern.test(text)) kinds.add(kind); };
  add("price", /[£$€]|\bfree\b|half price|for nothing|\bcharge\b|\bcosts?\b|\b(pounds?|pence|euros?|dollars?|cents?|francs?|crowns?)\b|\d/);
  add("time", /\bmorning|evening|afternoon|until|(mon|tues|wednes|thurs|fri|satur|sun)days?|weekend|january|march|october|november|april|past|noon|hours?\b|\bat (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|from \w+ (until|to)|\b(19|20)\d\d\b|\bdays?\b/);
  add("duration", /\b(\d+|an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|few|several)\b(?:\s+(?:working|full|whole|and a half|calendar|or \w+|to \w+))?[\s-]+(minutes?|hours?|days?|weeks?|months?|years?|seconds?)\b|while you wait|at once|by night|until|\b(19|20)\d\d\b/);
  add("place", /\b(street|road|lane|square|opposite|next to|beside|between|near|counter|here|at the|machine|desk)\b/);
  if (/\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|hundred|thousand|third|most)\b/.test(text)) { kinds.add("count"); kinds.add("amount"); }
  add("reason", /because/);
  add("measure-heavy", /\b(grams?|kilos?|kilograms?|kg|ounces?|tons?)\b/);
  add("measure-old", /\byears|19\d\d|20\d\d/);
  add("measure-far", /\bmiles?|kilomet|minutes' walk/);
  return kinds;
}

/** The things whose number an entry tells: those its questions count, and those that a number stands before in its answer. */
export function countedThings(question: string, answer: string): Set<string> {
  const numbered = [...answer.toLowerCase().matchAll(/(?<![£$€\w])(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|several|dozens?)[\s-]+([a-z-]+(?:\s+[a-z-]+)?)/g)];
  return new Set([...askedThings(question).counted, ...numbered.flatMap(([, words = ""]) => termsOf(words))].flat());
}

/** Stems of the words that carry the meaning. */
export const contentWords = (text: string): string[] => termsOf(text).map(([root = ""]) => root);

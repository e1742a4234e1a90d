/** Written text as people say it; the written form stays in transcript and captions. Numbers and the like: English; other languages are left to their voice. */
import { cardinal, decimal, digitByDigit, ordinal, timeWords, yearWords } from "./number-words";

export interface SpokenOptions { language: string; pronunciations: { written: string; spoken: string }[] }

export function spokenText(text: string, options: SpokenOptions): string {
  const plain = withoutMarkup(text);
  const english = options.language.toLowerCase().startsWith("en");
  const { marked, words } = keepPronunciations(plain, options.pronunciations);
  const said = english ? rules.reduce((current, [pattern, say]) => current.replace(pattern, (...found: unknown[]) => say(found.map((part) => typeof part === "string" ? part : ""))), marked) : marked;
  return said.replace(/\ue000(\p{L}+)\ue001/gu, (_, index: string) => words[placeOf(index)] ?? "").replace(/[^\S\n]+/g, " ").replace(/ ([,.!?;:])/g, "$1");
}

/** Markdown, code, emoji and list marks are for the eye. */
function withoutMarkup(text: string): string {
  return text
    .replace(/```[\s\S]*?(```|$)/g, " ").replace(/`([^`]*)`/g, "$1")
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/^\s{0,3}(#{1,6}|>|[-*•]|\d+[.)])\s+/gm, "")
    .replace(/(\*\*|__|~~)(?=\S)([\s\S]*?\S)\1/g, "$2").replace(/(?<![\w*])\*(?=\S)([^*\n]*\S)\*(?![\w*])/g, "$1").replace(/(?<!\w)_(?=\S)([^_\n]*\S)_(?!\w)/g, "$1")
    .replace(/<\/?[a-z][^>]*>/gi, " ").replace(/(^|\s)(\*{1,3}|_{1,3}|`{1,3}|#{1,6}|\|)(?=\s|$)/g, "$1").replace(/\*\*|```/g, "")
    .replace(/[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]/gu, (sign) => /[\d#*©®™]/.test(sign) ? sign : " ");
}

/** The author's own words come first and are not touched again. */
function keepPronunciations(text: string, list: SpokenOptions["pronunciations"]): { marked: string; words: string[] } {
  const words: string[] = [];
  let marked = text.replace(/[\ue000\ue001]/g, "");
  for (const { written, spoken } of [...list].sort((a, b) => b.written.length - a.written.length)) {
    if (written.trim() === "") continue;
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}\\ue000])${written.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}\\ue001])`, "giu");
    marked = marked.replace(pattern, () => { words.push(spoken); return `\ue000${placeName(words.length - 1)}\ue001`; });
  }
  return { marked, words };
}

/** Letters, because every rule below looks for figures. */
const placeName = (index: number) => [...String(index)].map((digit) => String.fromCharCode(0x3b1 + Number(digit))).join("");
const placeOf = (name: string) => Number([...name].map((letter) => letter.charCodeAt(0) - 0x3b1).join(""));

type Rule = readonly [RegExp, (found: string[]) => string];
const monthNames = "january february march april may june july august september october november december".split(" ");
const monthOf = (name: string) => monthNames.find((month) => month.startsWith(name.toLowerCase().replace(".", "").slice(0, 3))) ?? name;
const titled = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const months = "(January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)";
const amount = "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)";
/** `12,50` is how much of Europe writes it; `.50` has no whole. */
const priceAmount = "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+|,\\d{2}(?!\\d))?|\\.\\d{2}(?!\\d))";
const plural = (value: string, one: string, many: string) => value === "1" ? one : many;

const currencies: Record<string, [string, string, string, string]> = {
  "$": ["dollar", "dollars", "cent", "cents"], "€": ["euro", "euros", "cent", "cents"], "£": ["pound", "pounds", "penny", "pence"],
  "¥": ["yen", "yen", "", ""], "₹": ["rupee", "rupees", "paisa", "paise"],
};
const codes: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹" };

function price(sign: string, value: string, scale = ""): string {
  const [one, many, small, smalls] = currencies[sign] ?? [sign, sign, "", ""];
  const [before = "", fraction = ""] = value.replace(/,(\d{2})$/, ".$1").replace(/,/g, "").split(".");
  const whole = before || "0";
  if (scale) return `${decimal(value)} ${scale} ${many}`;
  if (fraction.length !== 2 || fraction === "00" || small === "") return fraction && fraction !== "00" ? `${decimal(`${whole}.${fraction}`)} ${many}` : `${cardinal(whole)} ${plural(whole, one, many)}`;
  const cents = fraction.replace(/^0/, "");
  const change = `${cardinal(cents)} ${plural(cents, small, smalls)}`;
  return whole === "0" ? change : `${cardinal(whole)} ${plural(whole, one, many)} and ${change}`;
}

const units: Record<string, [string, string]> = {
  km: ["kilometre", "kilometres"], m: ["metre", "metres"], cm: ["centimetre", "centimetres"], mm: ["millimetre", "millimetres"], mi: ["mile", "miles"], ft: ["foot", "feet"],
  kg: ["kilogram", "kilograms"], g: ["gram", "grams"], mg: ["milligram", "milligrams"], lb: ["pound", "pounds"], lbs: ["pound", "pounds"], oz: ["ounce", "ounces"],
  l: ["litre", "litres"], ml: ["millilitre", "millilitres"], h: ["hour", "hours"], hr: ["hour", "hours"], hrs: ["hours", "hours"], min: ["minute", "minutes"], mins: ["minutes", "minutes"],
  sec: ["second", "seconds"], ms: ["millisecond", "milliseconds"], gb: ["gigabyte", "gigabytes"], mb: ["megabyte", "megabytes"], kb: ["kilobyte", "kilobytes"], tb: ["terabyte", "terabytes"],
  "km/h": ["kilometre per hour", "kilometres per hour"], mph: ["mile per hour", "miles per hour"], kwh: ["kilowatt hour", "kilowatt hours"], kw: ["kilowatt", "kilowatts"], w: ["watt", "watts"], v: ["volt", "volts"],
  "°c": ["degree Celsius", "degrees Celsius"], "°f": ["degree Fahrenheit", "degrees Fahrenheit"], "°": ["degree", "degrees"], "m²": ["square metre", "square metres"], sqm: ["square metre", "square metres"],
};
const abbreviations: Record<string, string> = {
  "mr.": "Mister", "mrs.": "Missus", "ms.": "Miss", "dr.": "Doctor", "prof.": "Professor", "st.": "Saint", "e.g.": "for example", "i.e.": "that is", "etc.": "and so on", "approx.": "about", "vs.": "versus", "vs": "versus",
  "no.": "number", "nr.": "number", "tel.": "telephone", "ext.": "extension", "dept.": "department", "incl.": "including", "excl.": "excluding", "max.": "maximum", "min.": "minimum", "w/": "with", "&": "and", "mon.": "Monday", "tue.": "Tuesday", "wed.": "Wednesday", "thu.": "Thursday", "fri.": "Friday", "sat.": "Saturday", "sun.": "Sunday",
};
const days: Record<string, string> = { Mon: "Monday", Tue: "Tuesday", Tues: "Tuesday", Wed: "Wednesday", Thu: "Thursday", Thurs: "Thursday", Fri: "Friday", Sat: "Saturday", Sun: "Sunday" };

const dayNumber = (value: string) => Number(value) >= 1 && Number(value) <= 31;
const half = (mark: string) => mark === "" ? null : mark.toLowerCase().startsWith("a") ? "am" as const : "pm" as const;
const clock = (hour: string, minute: string, mark: string) => timeWords(Number(hour), Number(minute || "0"), half(mark));
const address = (text: string) => text.replace(/\./g, " dot ").replace(/:/g, " colon ").replace(/\+/g, " plus ").replace(/~/g, " tilde ").replace(/@/g, " at ").replace(/-/g, " dash ").replace(/_/g, " underscore ").replace(/\//g, " slash ").replace(/\d+/g, (digits) => digits.length < 3 ? cardinal(digits) : digitByDigit(digits)).replace(/\s+/g, " ").trim();
const isYear = (value: string) => Number(value) >= 1100 && Number(value) <= 2099;
const year = (value: string) => isYear(value) ? yearWords(Number(value)) : cardinal(value);
const fewDigits = (digits: string) => digits.length < 3 ? cardinal(digits) : digitByDigit(digits, "zero");
const dotted = (text: string) => text.split(".").map(fewDigits).join(" point ");
const dayAndMonth = (day: string, month: string, y: string) => `${titled(monthNames[Number(month) - 1] ?? "")} ${ordinal(day)}, ${year(y)}`;
/** Month first, as American English has it, unless only the other order makes a date. */
function slashedDate(text: string, first: string, second: string, y: string): string {
  if (Number(first) <= 12 && dayNumber(second)) return dayAndMonth(second, first, y);
  return Number(second) <= 12 && dayNumber(first) ? dayAndMonth(first, second, y) : text;
}
const fractions: Record<string, [string, string]> = { 2: ["half", "halves"], 3: ["third", "thirds"], 4: ["quarter", "quarters"], 5: ["fifth", "fifths"], 8: ["eighth", "eighths"] };
function fractionWords(over: string, under: string): string {
  const [one, many] = fractions[under] ?? ["", ""];
  if (one === "" || Number(over) >= Number(under)) return over === under ? `${cardinal(over)} ${cardinal(under)}` : `${cardinal(over)} out of ${cardinal(under)}`;
  return over === "1" ? `${under === "4" ? "a" : "one"} ${one}` : `${cardinal(over)} ${many}`;
}
const halves: Record<string, string> = { "½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds" };
const signs: Record<string, string> = { "~": "about", "≈": "about", "<": "less than", ">": "more than", "±": "plus or minus", "≤": "at most", "≥": "at least" };
const groupsOf = (text: string) => text.replace(/^\+/, "plus ").replace(/\(0\)/g, "").replace(/[()]/g, " ").trim().split(/[\s./-]+/).filter((part) => part !== "").map((part) => /^\d+$/.test(part) ? digitByDigit(part) : part).join(", ").replace("plus,", "plus");

/** In order: what is most special first, plain figures last. */
const rules: readonly Rule[] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ([text = ""]) => address(text)],
  [/\bhttps?:\/\/(?:www\.)?([^\s/?#]*[^\s/?#.,;:!)\]])((?:\/[\w./~-]*\w)?)\/?(?:[?#][^\s,;!)]*[\w=])?/gi, ([, host = "", path = ""]) => address(host + path)],
  [/\b(?:www\.)?((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|uk|de|fr|eu|edu|gov|info|ai|example|test|me|us)(?:\/[\w./-]*\w)?)\/?(?:[?#][^\s,;!)]*[\w=])?/gi, ([, host = ""]) => address(host)],
  [/(?<!\w)@(?=\w)/g, () => "at "],
  [/\b(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?(?!\w)/g, ([, day = "", time = ""]) => `${day} at ${time}`],
  [/\b[vV](\d+(?:\.\d+)+)\b/g, ([, version = ""]) => `version ${dotted(version)}`],
  [/(?<![\w.,])\d+(?:\.\d+){2,}\b(?![,.]\d)/g, ([text = ""]) => dotted(text)],
  [/(?<=\d)[\u00a0\u2009\u202f](?=\d{3}\b)/g, () => ","],
  [/(?<![\w.,])([1-9]\d{0,2})((?: 000)+)\b(?![.,-]?\d)/g, ([, lead = "", noughts = ""]) => `${lead}${noughts.replace(/ /g, ",")}`],
  [/\b(call|dial|ring|text) (\d{3})\b(?![-.,]?\d)/gi, ([, word = "", digits = ""]) => `${word} ${digitByDigit(digits)}`],
  [/\b24\/7\b/g, () => "twenty-four seven"],
  [/\b(\d{4})-(\d{2})-(\d{2})\b/g, ([text = "", y = "", m = "", d = ""]) => monthNames[Number(m) - 1] && dayNumber(d) ? `${titled(monthNames[Number(m) - 1] ?? "")} ${ordinal(d)}, ${year(y)}` : text],
  [/(?<![\w/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\w/])/g, ([text = "", first = "", second = "", y = ""]) => slashedDate(text, first, second, y)],
  [new RegExp(`\\b${months} (\\d{1,2}) ?[–—-] ?(\\d{1,2})\\b(?![:.-]?\\d)`, "g"), ([, m = "", from = "", to = ""]) => `${titled(monthOf(m))} ${ordinal(from)} to ${ordinal(to)}`],
  [new RegExp(`(?<![\\w.-])(\\d{1,2}) ?[–—-] ?(?=\\d{1,2} ${months})`, "g"), ([, from = ""]) => `the ${ordinal(from)} to `],
  [new RegExp(`\\b${months} (\\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(\\d{4})\\b`, "g"), ([, m = "", d = "", y = ""]) => `${titled(monthOf(m))} ${ordinal(d)}, ${year(y)}`],
  [new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${months}(?:,? (\\d{4}))?(?![\\w])`, "g"), ([, d = "", m = "", y = ""]) => `the ${ordinal(d)} of ${titled(monthOf(m))}${/^\d{4}$/.test(y) ? ` ${year(y)}` : ""}`],
  [new RegExp(`\\b${months} (\\d{4})\\b`, "g"), ([, m = "", y = ""]) => `${titled(monthOf(m))} ${year(y)}`],
  [new RegExp(`\\b${months} (\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d)`, "g"), ([, m = "", d = ""]) => `${titled(monthOf(m))} ${ordinal(d)}`],
  [/\b(\d{1,2})\.(\d{2})(?=\s*[ap]\.?m\b)/gi, ([, h = "", m = ""]) => `${h}:${m}`],
  [/\b(\d{1,2}):(\d{2})\s*[–—-]\s*(\d{1,2}):(\d{2})\s*([ap]\.?m\b\.?)?/gi, ([, h = "", m = "", g = "", n = "", mark = ""]) => `${clock(h, m, "")} to ${clock(g, n, mark)}`],
  [/\b(\d{1,2})\s*([ap]\.?m\b\.?)?\s*[–—-]\s*(\d{1,2})\s*([ap]\.?m\b\.?)/gi, ([, h = "", first = "", g = "", mark = ""]) => `${first ? clock(h, "", first) : cardinal(h)} to ${clock(g, "", mark)}`],
  [/\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([ap]\.?m\b\.?))?(?!\d)/gi, ([text = "", h = "", m = "", mark = ""]) => Number(h) < 25 && Number(m) < 60 ? `${clock(h, m, mark)}` : text],
  [/\b(\d{1,2})\s*([ap])\.?m\b\.?/gi, ([, h = "", mark = ""]) => clock(h, "", mark)],
  [/(?<=\d[€£%]?) ?\/ ?(?=(?:minute|hour|day|night|week|month|year|person|head|piece|item|user|seat)s?\b)/gi, () => " per "],
  [/(?<!\w)[-−] ?(?=[$€£¥₹]\s?\.?\d)/g, () => "minus "],
  [/([$€£¥₹])[-−](?=\.?\d)/g, ([, sign = ""]) => `minus ${sign}`],
  [new RegExp(`([$€£¥₹])\\s?${amount}\\s*[–—-]\\s*[$€£¥₹]?\\s?${amount}`, "g"), ([, sign = "", low = "", high = ""]) => `${decimal(low)} to ${price(sign, high)}`],
  [new RegExp(`([$€£¥₹])\\s?${priceAmount}(?:\\s?(k|m|bn|million|billion|thousand)\\b)?`, "gi"), ([, sign = "", value = "", scale = ""]) => price(sign, value, { k: "thousand", m: "million", bn: "billion" }[scale.toLowerCase()] ?? scale)],
  [new RegExp(`(?<![\\w.,-])${priceAmount} ?[–—-] ?(?=${priceAmount}\\s?(?:[€£]|USD\\b|EUR\\b|GBP\\b|JPY\\b|INR\\b))`, "g"), ([, low = ""]) => `${decimal(low)} to `],
  [new RegExp(`(?<![\\w.,])${priceAmount}\\s?([€£]|USD\\b|EUR\\b|GBP\\b|JPY\\b|INR\\b)`, "g"), ([, value = "", sign = ""]) => price(codes[sign] ?? sign, value)],
  [/(?<![\w.])\+\d[\d ().-]{6,}\d\b/g, ([text = ""]) => groupsOf(text)],
  [/(?<![\w.])\(?0?\d{2,5}\)?[ .-]\d{3,4}(?:[ .-]\d{2,4})+\b/g, ([text = ""]) => groupsOf(text)],
  [/(?<![\w.,])\d{3}-\d{4}\b/g, ([text = ""]) => groupsOf(text)],
  [/(?<![\w.,-])\d+(?:-\d+){2,}\b/g, ([text = ""]) => groupsOf(text)],
  [/\b(1[1-9]\d{2}|20\d{2}) ?[–—-] ?(1[1-9]\d{2}|20\d{2})\b(?![,.]?\d)/g, ([, from = "", to = ""]) => `${year(from)} to ${year(to)}`],
  [new RegExp(`(?<![\\w.,-])${amount} ?[–—-] ?(?=${amount}(?![\\d-]))`, "g"), ([, low = ""]) => `${decimal(low)} to `],
  [/(?<![\w])[-−](?=\d)/g, () => "minus "],
  [/(?<![\w])([~≈<>±≤≥]) ?(?=\d)/g, ([, sign = ""]) => `${signs[sign] ?? sign} `],
  [/(?<=\d) ?[×] ?(?=\d)/g, () => " by "],
  [/(?<=\d)\+(?![\w+])/g, () => " plus"],
  [/(?:(\d+) ?)?([½¼¾⅓⅔])/g, ([, whole = "", part = ""]) => whole ? `${cardinal(whole)} and ${halves[part] ?? part}` : halves[part] ?? part],
  [/(?<![\w./])(\d{1,3})\/(\d{1,3})\b(?![./]\d)/g, ([, over = "", under = ""]) => fractionWords(over, under)],
  [new RegExp(`\\b${amount}\\s?%`, "g"), ([, value = ""]) => `${decimal(value)} percent`],
  [new RegExp(`(?<![\\w.])${amount}\\s?(km/h|mph|kWh|km|cm|mm|kg|mg|lbs?|oz|ml|hrs?|mins?|sec|ms|GB|MB|KB|TB|kW|sqm|m²|°C|°F|°|mi|ft|[mglhLWV])(?![\\w/])`, "g"), ([text = "", value = "", unit = ""]) => { const names = units[unit.toLowerCase()]; return names ? `${decimal(value)} ${value === "1" ? names[0] : names[1]}` : text; }],
  [/(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|St|approx|vs|Tel|tel|ext|Ext|Dept|dept|incl|excl|max|min|etc|e\.g|i\.e)\.(?=[\s,)]|$)/g, ([text = ""]) => abbreviations[text.toLowerCase()] ?? text],
  [/\b(?:No|Nr)\. ?(?=\d)/g, () => "number "],
  [/(?<=\w) ?& ?(?=\w)/g, () => " and "],
  [/\b(Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?(?=\s*(?:[–—,-]|and\b|to\b|\d|$))\s*(?:[–—-]\s*(Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?)?/g, ([, first = "", last = ""]) => `${days[first] ?? first}${last ? ` to ${days[last] ?? last}` : ""}`],
  [/\b(\d{1,9})(?:st|nd|rd|th)\b/g, ([, digits = ""]) => ordinal(digits)],
  [/\b(in|since|by|until|from|between|year|of|during|before|after|summer|spring|autumn|winter|early|late) (1[1-9]\d{2}|20\d{2})( (?:to|and|or|until) (?:1[1-9]\d{2}|20\d{2}))?\b(?![,.]?\d)/gi, ([, word = "", y = "", more = ""]) => `${word} ${year(y)}${more.replace(/\d+/, (other) => year(other))}`],
  [/\b(\d{3}|\d{2})0s\b/g, ([text = "", stem = ""]) => `${year(`${stem}0`).replace(/y$/, "ie")}s`.replace("hundreds", "hundreds") || text],
  [/#\s?(\d+)\b/g, ([, digits = ""]) => `number ${digits.length > 4 ? digitByDigit(digits) : cardinal(digits)}`],
  [/\b([A-Z]{1,4})-?(\d{2,})\b/g, ([, letters = "", digits = ""]) => `${[...letters].join(" ")} ${digits.length > 2 ? digitByDigit(digits) : cardinal(digits)}`],
  [/\b(\d{1,2}):(\d{1,2})\b/g, ([, one = "", other = ""]) => `${cardinal(one)} to ${cardinal(other)}`],
  [/(?<![\w.,])0\d+\b/g, ([text = ""]) => digitByDigit(text)],
  [/(?<![\w.])\.(\d+)\b/g, ([, digits = ""]) => `point ${digitByDigit(digits, "zero")}`],
  [/(?<![\w.])\d{7,}\b(?![,.]\d)/g, ([text = ""]) => digitByDigit(text)],
  [new RegExp(`(?<![\\w.])${amount}(?![\\w])`, "g"), ([, value = ""]) => decimal(value)],
];

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
const plural = (value: string, one: string, many: string) => value === "1" ? one : many;

const currencies: Record<string, [string, string, string, string]> = {
  "$": ["dollar", "dollars", "cent", "cents"], "€": ["euro", "euros", "cent", "cents"], "£": ["pound", "pounds", "penny", "pence"],
  "¥": ["yen", "yen", "", ""], "₹": ["rupee", "rupees", "paisa", "paise"],
};
const codes: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹" };

function price(sign: string, value: string, scale = ""): string {
  const [one, many, small, smalls] = currencies[sign] ?? [sign, sign, "", ""];
  const [whole = "0", fraction = ""] = value.replace(/,/g, "").split(".");
  if (scale) return `${decimal(value)} ${scale} ${many}`;
  if (fraction.length !== 2 || fraction === "00" || small === "") return fraction && fraction !== "00" ? `${decimal(value)} ${many}` : `${cardinal(whole)} ${plural(whole, one, many)}`;
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
const address = (text: string) => text.replace(/\./g, " dot ").replace(/@/g, " at ").replace(/-/g, " dash ").replace(/_/g, " underscore ").replace(/\//g, " slash ").replace(/\d+/g, (digits) => digits.length < 3 ? cardinal(digits) : digitByDigit(digits)).replace(/\s+/g, " ").trim();
const isYear = (value: string) => Number(value) >= 1100 && Number(value) <= 2099;
const year = (value: string) => isYear(value) ? yearWords(Number(value)) : cardinal(value);
const groupsOf = (text: string) => text.replace(/^\+/, "plus ").replace(/\(0\)/g, "").replace(/[()]/g, " ").trim().split(/[\s./-]+/).filter((part) => part !== "").map((part) => /^\d+$/.test(part) ? digitByDigit(part) : part).join(", ").replace("plus,", "plus");

/** In order: what is most special first, plain figures last. */
const rules: readonly Rule[] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ([text = ""]) => address(text)],
  [/\b(?:https?:\/\/)?(?:www\.)?((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|uk|de|fr|eu|edu|gov|info|ai|example|test|me|us)(?:\/[\w./-]*\w)?)\/?/gi, ([, host = ""]) => address(host)],
  [/\b24\/7\b/g, () => "twenty-four seven"],
  [/\b(\d{4})-(\d{2})-(\d{2})\b/g, ([text = "", y = "", m = "", d = ""]) => monthNames[Number(m) - 1] && dayNumber(d) ? `${titled(monthNames[Number(m) - 1] ?? "")} ${ordinal(d)}, ${year(y)}` : text],
  [new RegExp(`\\b${months} (\\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(\\d{4})\\b`, "g"), ([, m = "", d = "", y = ""]) => `${titled(monthOf(m))} ${ordinal(d)}, ${year(y)}`],
  [new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${months}(?:,? (\\d{4}))?(?![\\w])`, "g"), ([, d = "", m = "", y = ""]) => `the ${ordinal(d)} of ${titled(monthOf(m))}${/^\d{4}$/.test(y) ? ` ${year(y)}` : ""}`],
  [new RegExp(`\\b${months} (\\d{4})\\b`, "g"), ([, m = "", y = ""]) => `${titled(monthOf(m))} ${year(y)}`],
  [new RegExp(`\\b${months} (\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d)`, "g"), ([, m = "", d = ""]) => `${titled(monthOf(m))} ${ordinal(d)}`],
  [/\b(\d{1,2}):(\d{2})\s*[–—-]\s*(\d{1,2}):(\d{2})\s*([ap]\.?m\b\.?)?/gi, ([, h = "", m = "", g = "", n = "", mark = ""]) => `${clock(h, m, "")} to ${clock(g, n, mark)}`],
  [/\b(\d{1,2})\s*([ap]\.?m\b\.?)?\s*[–—-]\s*(\d{1,2})\s*([ap]\.?m\b\.?)/gi, ([, h = "", first = "", g = "", mark = ""]) => `${first ? clock(h, "", first) : cardinal(h)} to ${clock(g, "", mark)}`],
  [/\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([ap]\.?m\b\.?))?(?!\d)/gi, ([text = "", h = "", m = "", mark = ""]) => Number(h) < 25 && Number(m) < 60 ? `${clock(h, m, mark)}${mark.endsWith("m.") ? "" : ""}` : text],
  [/\b(\d{1,2})\s*([ap])\.?m\b\.?/gi, ([, h = "", mark = ""]) => clock(h, "", mark)],
  [new RegExp(`([$€£¥₹])\\s?${amount}\\s*[–—-]\\s*[$€£¥₹]?\\s?${amount}`, "g"), ([, sign = "", low = "", high = ""]) => `${decimal(low)} to ${price(sign, high)}`],
  [new RegExp(`([$€£¥₹])\\s?${amount}(?:\\s?(k|m|bn|million|billion|thousand)\\b)?`, "gi"), ([, sign = "", value = "", scale = ""]) => price(sign, value, { k: "thousand", m: "million", bn: "billion" }[scale.toLowerCase()] ?? scale)],
  [new RegExp(`\\b${amount}\\s?([€£]|USD\\b|EUR\\b|GBP\\b|JPY\\b|INR\\b)`, "g"), ([, value = "", sign = ""]) => price(codes[sign] ?? sign, value)],
  [/(?<![\w.])\+\d[\d ().-]{6,}\d\b/g, ([text = ""]) => groupsOf(text)],
  [/(?<![\w.])\(?0?\d{2,5}\)?[ .-]\d{3,4}(?:[ .-]\d{2,4})+\b/g, ([text = ""]) => groupsOf(text)],
  [/(?<![\w.,])\d{3}-\d{4}\b/g, ([text = ""]) => groupsOf(text)],
  [new RegExp(`\\b${amount}\\s?%`, "g"), ([, value = ""]) => `${decimal(value)} percent`],
  [new RegExp(`(?<![\\w.])${amount}\\s?(km/h|mph|kWh|km|cm|mm|kg|mg|lbs?|oz|ml|hrs?|mins?|sec|ms|GB|MB|KB|TB|kW|sqm|m²|°C|°F|°|mi|ft|[mglhLWV])(?![\\w/])`, "g"), ([text = "", value = "", unit = ""]) => { const names = units[unit.toLowerCase()]; return names ? `${decimal(value)} ${value === "1" ? names[0] : names[1]}` : text; }],
  [/(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|St|approx|vs|Tel|tel|ext|Ext|Dept|dept|incl|excl|max|min|etc|e\.g|i\.e)\.(?=[\s,)]|$)/g, ([text = ""]) => abbreviations[text.toLowerCase()] ?? text],
  [/\b(?:No|Nr)\. ?(?=\d)/g, () => "number "],
  [/(?<=\w) ?& ?(?=\w)/g, () => " and "],
  [/\b(Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?(?=\s*(?:[–—,-]|and\b|to\b|\d|$))\s*(?:[–—-]\s*(Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?)?/g, ([, first = "", last = ""]) => `${days[first] ?? first}${last ? ` to ${days[last] ?? last}` : ""}`],
  [/\b(\d{1,9})(?:st|nd|rd|th)\b/g, ([, digits = ""]) => ordinal(digits)],
  [/\b(in|since|by|until|from|year|of|during|before|after|summer|spring|autumn|winter|early|late) (1[1-9]\d{2}|20\d{2})\b(?![,.]?\d)/gi, ([, word = "", y = ""]) => `${word} ${year(y)}`],
  [/\b(\d{3}|\d{2})0s\b/g, ([text = "", stem = ""]) => `${year(`${stem}0`).replace(/y$/, "ie")}s`.replace("hundreds", "hundreds") || text],
  [/#\s?(\d+)\b/g, ([, digits = ""]) => `number ${digits.length > 4 ? digitByDigit(digits) : cardinal(digits)}`],
  [/\b(\d{1,3}) ?[–—-] ?(\d{1,3})\b(?!-)/g, ([, low = "", high = ""]) => `${cardinal(low)} to ${cardinal(high)}`],
  [/(?<![\w.])1\/2\b/g, () => "one half"],
  [/(?<![\w.])([13])\/4\b/g, ([, over = ""]) => over === "1" ? "a quarter" : "three quarters"],
  [/(?<![\w])-(?=\d)/g, () => "minus "],
  [/\b([A-Z]{1,4})-?(\d{2,})\b/g, ([, letters = "", digits = ""]) => `${[...letters].join(" ")} ${digits.length > 2 ? digitByDigit(digits) : cardinal(digits)}`],
  [/(?<![\w.])0\d+\b/g, ([text = ""]) => digitByDigit(text)],
  [/(?<![\w.])\d{7,}\b(?![,.]\d)/g, ([text = ""]) => digitByDigit(text)],
  [new RegExp(`(?<![\\w.])${amount}(?![\\w])`, "g"), ([, value = ""]) => decimal(value)],
];

/** Numbers as English people say them. */

const ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const scales = ["", "thousand", "million", "billion", "trillion"];
const irregular: Record<string, string> = { one: "first", two: "second", three: "third", five: "fifth", eight: "eighth", nine: "ninth", twelve: "twelfth" };

function below100(value: number): string {
  if (value < 20) return ones[value] ?? "";
  const rest = value % 10;
  return `${tens[Math.floor(value / 10)] ?? ""}${rest ? `-${ones[rest] ?? ""}` : ""}`;
}

function below1000(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const head = hundreds ? `${ones[hundreds] ?? ""} hundred` : "";
  if (!rest) return head || "zero";
  return head ? `${head} and ${below100(rest)}` : below100(rest);
}

/** Whole numbers to 15 digits; longer ones digit by digit. */
export function cardinal(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, "");
  if (plain.length > 15) return digitByDigit(digits);
  if (plain === "0") return "zero";
  const groups: string[] = [];
  for (let end = plain.length, scale = 0; end > 0; end -= 3, scale += 1) {
    const value = Number(plain.slice(Math.max(0, end - 3), end));
    if (value > 0) groups.unshift(`${below1000(value)}${scale ? ` ${scales[scale] ?? ""}` : ""}`);
  }
  const last = Number(plain.slice(-3));
  if (groups.length > 1 && last > 0 && last < 100) groups.splice(-1, 0, "and");
  return groups.join(" ");
}

/** `1,299.50` → "one thousand two hundred and ninety-nine point five zero". */
export function decimal(text: string): string {
  const [whole = "0", fraction] = text.replace(/,/g, "").split(".");
  return fraction === undefined ? cardinal(whole) : `${cardinal(whole || "0")} point ${digitByDigit(fraction, "zero")}`;
}

export function ordinal(digits: string): string {
  const words = cardinal(digits);
  const cut = Math.max(words.lastIndexOf(" "), words.lastIndexOf("-")) + 1;
  const last = words.slice(cut);
  return words.slice(0, cut) + (irregular[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`));
}

/** "oh" as in telephone numbers, unless told otherwise. */
export function digitByDigit(digits: string, nought = "oh"): string {
  return [...digits].map((digit) => digit === "0" ? nought : ones[Number(digit)] ?? digit).join(" ");
}

/** 1984 → "nineteen eighty-four", 2005 → "two thousand and five", 1900 → "nineteen hundred". */
export function yearWords(year: number): string {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  if (year % 1000 < 10 && year >= 1000) return cardinal(String(year));
  if (rest === 0) return `${below100(century)} hundred`;
  return `${below100(century)} ${rest < 10 ? `oh ${ones[rest] ?? ""}` : below100(rest)}`;
}

/** 17:30 → "five thirty p m"; on the hour "five p m". */
export function timeWords(hour: number, minute: number, half: "am" | "pm" | null): string {
  const suffix = half ? ` ${half === "am" ? "a m" : "p m"}` : "";
  if (!half && minute === 0) return hour === 0 || hour === 24 ? "midnight" : hour === 12 ? "noon" : hour < 12 ? `${below100(hour)} o'clock` : `${below100(hour - 12)} p m`;
  const shown = half ? hour : hour > 12 ? hour - 12 : hour === 0 ? 12 : hour;
  const guessed = !half && hour > 12 ? " p m" : !half && hour === 0 ? " a m" : "";
  const minutes = minute === 0 ? "" : minute < 10 ? ` oh ${ones[minute] ?? ""}` : ` ${below100(minute)}`;
  return `${below100(shown)}${minutes}${suffix}${guessed}`;
}

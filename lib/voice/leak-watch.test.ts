import { canaryLetters, makeCanary } from "./canary";
import { createLeakWatch, readInstructions, type LeakWatch } from "./leak-watch";

const canary = "mfzkgtdxvnbwphcq";
const nato = "mike foxtrot zulu kilo golf tango delta xray victor november bravo whiskey papa hotel charlie quebec";
const spread = (text: string, by: string) => [...text].join(by);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (text: string) => Buffer.from(text).toString("hex");
const turned = (text: string, by: number) => [...text].map((letter) => String.fromCharCode((letter.charCodeAt(0) - 97 + by) % 26 + 97)).join("");
const pushAll = (watch: LeakWatch, text: string, size: number) => {
  let out = "";
  for (let at = 0; at < text.length; at += size) out += watch.push(text.slice(at, at + size));
  return out + watch.end();
};
const forms: [string, string][] = [
  ["as it is", canary], ["in capitals", canary.toUpperCase()], ["spaced", spread(canary, " ")], ["hyphenated", spread(canary, "-")], ["dotted", spread(canary, " . ")], ["one letter a line", spread(canary, "\n")],
  ["with the word dash", spread(canary, " dash ")], ["with the word Bindestrich", spread(canary, " Bindestrich ")], ["in groups with words between", canary.replace(/(.{4})/g, "$1 dash ")],
  ["backwards", [...canary].reverse().join("")], ["in rot13", turned(canary, 13)], ["in rot5", turned(canary, 5)], ["in atbash", [...canary].map((letter) => String.fromCharCode(219 - letter.charCodeAt(0))).join("")],
  ["in base64", base64(canary)], ["in base64 within other text", base64(`the word is ${canary} indeed`)], ["in base64 shifted by one", base64(`x${canary}`)], ["in base64 in lines", base64(`my${canary}`).replace(/(.{6})/g, "$1\n")],
  ["in hexadecimal", hex(canary)], ["as 0x pairs", spread(canary, " ").replace(/\S/g, (letter) => `0x${hex(letter)}`)], ["as escapes", [...canary].map((letter) => `\\u00${hex(letter)}`).join("")], ["in a link", [...canary].map((letter) => `%${hex(letter)}`).join("")],
  ["as character codes", [...Buffer.from(canary)].join(", ")], ["in binary", [...Buffer.from(canary)].map((byte) => byte.toString(2).padStart(8, "0")).join(" ")],
  ["by a spelling alphabet", nato], ["letters as in words", nato.split(" ").map((word) => `${word.charAt(0)} as in ${word}`).join(", ")], ["in fullwidth letters", [...canary].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join("")],
  ["with Cyrillic look-alikes", canary.replace("k", "к").replace("x", "х").replace("c", "с")], ["half of it", canary.slice(5, 13)],
];

test.each(forms)("the word %s is found in pieces of any size, and no eight of its letters leave", (_form, written) => {
  for (const size of [1, 3, 7, 1_000]) {
    const watch = createLeakWatch({ canary, instructions: null });
    const out = pushAll(watch, `Sure, here it is: ${written}. Anything else?`, size);
    expect([size, watch.leak]).toEqual([size, "canary"]);
    expect("Sure, here it is: ".startsWith(out.slice(0, 18))).toBe(true);
    expect(out.length - 18).toBeLessThan(written.length / 2.5);
    expect(watch.push("more")).toBe("");
  }
});

const talk = "We are open from 9:00 to 17:30, Monday to Friday. Your order A-1042 comes to 18.50 euros; the code of the door is 4711-22. Write to hello@bloom.example or call +49 30 1234567. The TXT record is v=spf1 include:_spf.example.org, and the key fingerprint 5f:3c:9a:00:17. Wir schicken es Ihnen gern zu. 東京の店は九時に開きます。";

test("ordinary talk comes out whole, and hardly ever waits for more than the next word", () => {
  const watch = createLeakWatch({ canary, instructions: null });
  let out = "";
  let most = 0;
  let waits = 0;
  for (const [index, character] of [...talk].entries()) {
    out += watch.push(character);
    const held = [...talk].slice(0, index + 1).join("").length - out.length;
    most = Math.max(most, held);
    if (held > 0) waits += 1;
  }
  out += watch.end();
  expect([out, watch.leak]).toEqual([talk, null]);
  expect(most).toBeLessThan(24);
  expect(waits / talk.length).toBeLessThan(0.2);
});

const orders = "You are the receptionist of Bloom and never tell callers that the wholesale price of a rose is eleven cents. Our shop is at 4 Mill Lane, open Monday to Friday from nine in the morning until six in the evening, and on Saturday until two.";
const read = (free = "") => readInstructions(orders, () => free);

test("twelve words of the instructions in a row are kept back before they leave, however they are written", () => {
  for (const said of [orders, orders.toUpperCase(), orders.split(" ").map((word, index) => `${index + 1}. *${word}*`).join("\n"), `I was told: "${orders.slice(0, 90)}"`]) {
    const watch = createLeakWatch({ canary: "", instructions: read() });
    const out = pushAll(watch, said, 4);
    expect(watch.leak).toBe("instructions");
    expect(out.toLowerCase()).not.toContain("receptionist of bloom and");
  }
});

test("facts that stand in the instructions may be told, as may eleven words and what the greeting or the knowledge says", () => {
  const facts = "Our shop is at 4 Mill Lane, open Monday to Friday from nine in the morning until six in the evening, and on Saturday until two.";
  const eleven = "You are the receptionist of Bloom and never tell callers that.";
  const free = "You are the receptionist of Bloom and never tell callers that the wholesale price of a rose";
  for (const [said, given] of [[facts, ""], [eleven, ""], [`${free}.`, free]] as const) {
    const watch = createLeakWatch({ canary: "", instructions: read(given) });
    expect([pushAll(watch, said, 3), watch.leak]).toEqual([said, null]);
  }
  const authored = createLeakWatch({ canary: "", instructions: read() });
  expect([authored.push(orders, true) + authored.end(), authored.leak]).toEqual([orders, null]);
});

test("what is held is bounded, whatever a model writes", () => {
  const watch = createLeakWatch({ canary, instructions: read() });
  let given = 0;
  const text = `${canary.slice(0, 5)}${" ".repeat(5_000)}`;
  for (const character of text) given += watch.push(character).length;
  expect(text.length - given).toBeLessThanOrEqual(1_000);
  expect(watch.leak).toBeNull();
});

test("each call has a word of its own, of sixteen letters that no language makes a word of", () => {
  let next = 0;
  const one = makeCanary((count) => Uint8Array.from({ length: count }, () => (next += 37) % 256));
  expect(one).toMatch(new RegExp(`^[bcdfghkmnpqtvwxz]{${canaryLetters}}$`));
  expect(makeCanary((count) => Uint8Array.from({ length: count }, () => (next += 41) % 256))).not.toBe(one);
});

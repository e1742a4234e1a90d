import { spokenText } from "./spoken-text";

const say = (text: string, pronunciations: { written: string; spoken: string }[] = []) => spokenText(text, { language: "en", pronunciations });

test.each([
  ["It costs $5.", "It costs five dollars."],
  ["It costs $1.", "It costs one dollar."],
  ["A ticket is £12.50 today.", "A ticket is twelve pounds and fifty pence today."],
  ["From €1,299.99 on.", "From one thousand two hundred and ninety-nine euros and ninety-nine cents on."],
  ["It is $0.99 now", "It is ninety-nine cents now"],
  ["Prices are $20-30.", "Prices are twenty to thirty dollars."],
  ["We raised $2.5 million.", "We raised two point five million dollars."],
  ["12 EUR each", "twelve euros each"],
  ["Open 9:00 to 17:30.", "Open nine o'clock to five thirty p m."],
  ["At 5:30 pm sharp", "At five thirty p m sharp"],
  ["From 9 a.m. to 5 p.m. daily", "From nine a m to five p m daily"],
  ["9am-5pm", "nine a m to five p m"],
  ["at 10:05 am", "at ten oh five a m"],
  ["at 12:00", "at noon"],
  ["On March 3, 2025 we close", "On March third, twenty twenty-five we close"],
  ["on 2024-12-01", "on December first, twenty twenty-four"],
  ["on 21 June 1999", "on the twenty-first of June nineteen ninety-nine"],
  ["the 1st and 22nd floor", "the first and twenty-second floor"],
  ["since 1984", "since nineteen eighty-four"],
  ["in 2005", "in two thousand and five"],
  ["Call 555-0123 now", "Call five five five, oh one two three now"],
  ["Call +1 555 010 9999.", "Call plus one, five five five, oh one oh, nine nine nine nine."],
  ["about 20% off", "about twenty percent off"],
  ["it is 5 km away", "it is five kilometres away"],
  ["1 kg of it", "one kilogram of it"],
  ["Write to help@example.com please", "Write to help at example dot com please"],
  ["See https://www.example.com/help for more", "See example dot com slash help for more"],
  ["Dr. Smith & Sons, e.g. today", "Doctor Smith and Sons, for example today"],
  ["Mon-Fri", "Monday to Friday"],
  ["1,234,567 people", "one million two hundred and thirty-four thousand five hundred and sixty-seven people"],
  ["3.14 is pi", "three point one four is pi"],
  ["pages 10-12", "pages ten to twelve"],
  ["24/7 support", "twenty-four seven support"],
  ["Order #1042.", "Order number one thousand and forty-two."],
  ["**Bold** and _soft_ 😀 `code`", "Bold and soft code"],
  ["- first item", "first item"],
  ["[our page](https://x.example.com)", "our page"],
  ["No numbers here.", "No numbers here."],
])("%s is said as people say it", (written, spoken) => { expect(say(written).trim()).toBe(spoken); });

test("an author's pronunciation wins over every rule and is not touched again", () => {
  expect(say("Ask SQL4 about Nguyen.", [{ written: "SQL4", spoken: "sequel 4" }, { written: "Nguyen", spoken: "Win" }])).toBe("Ask sequel 4 about Win.");
});

test("a pronunciation changes whole words only", () => {
  expect(say("Annapolis and Anna", [{ written: "Anna", spoken: "Ahna" }])).toBe("Annapolis and Ahna");
});

test("other languages keep their figures, without the marks for the eye", () => {
  expect(spokenText("Das kostet **5 €** 😀.", { language: "de", pronunciations: [] })).toBe("Das kostet 5 €.");
});

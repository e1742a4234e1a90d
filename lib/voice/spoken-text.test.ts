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
  ["1,000 of them", "one thousand of them"],
  ["$1,234.50", "one thousand two hundred and thirty-four dollars and fifty cents"],
  ["-$5, $.50 or 12,50 €", "minus five dollars, fifty cents or twelve euros and fifty cents"],
  ["5–10€ a month", "five to ten euros a month"],
  ["$5/month", "five dollars per month"],
  ["10-15% off", "ten to fifteen percent off"],
  ["2-3 km at -5°C", "two to three kilometres at minus five degrees Celsius"],
  ["1,000-2,000 seats", "one thousand to two thousand seats"],
  ["from 2024-2026", "from twenty twenty-four to twenty twenty-six"],
  ["between 1990 and 2000", "between nineteen ninety and two thousand"],
  ["11/25/2026", "November twenty-fifth, twenty twenty-six"],
  ["25/11/2026", "November twenty-fifth, twenty twenty-six"],
  ["March 3-5 or 7-9 May", "March third to fifth or the seventh to the ninth of May"],
  ["2026-11-25T10:30:00Z", "November twenty-fifth, twenty twenty-six at ten thirty"],
  ["10.30 am", "ten thirty a m"],
  ["until 24:00", "until midnight"],
  ["v2.0 and 1.2.3", "version two point zero and one point two point three"],
  ["192.168.0.1", "one nine two point one six eight point zero point one"],
  ["1/2, 2/3, 1/4 and 9/10", "one half, two thirds, a quarter and nine out of ten"],
  ["1½ cups", "one and a half cups"],
  ["order 12-345-6789", "order one two, three four five, six seven eight nine"],
  ["Call 911 now", "Call nine one one now"],
  ["+1 (555) 010-9999", "plus one, five five five, oh one oh, nine nine nine nine"],
  ["jane+x@mail.co.uk", "jane plus x at mail dot co dot uk"],
  ["http://localhost:3000/docs?a=1&b=2.", "localhost colon three oh oh oh slash docs."],
  ["about 1 000 or ~5", "about one thousand or about five"],
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

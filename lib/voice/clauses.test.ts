import { createClauser } from "./clauses";

const split = (text: string, piece = text.length) => {
  const clauser = createClauser();
  const clauses: string[] = [];
  for (let at = 0; at < text.length; at += piece) clauses.push(...clauser.push(text.slice(at, at + piece)));
  return [...clauses, ...clauser.end()];
};

test.each([
  ["Sure, I can help with that. Let me check the details for you.", "Sure, "],
  ["Thanks for calling. The next appointment is on Tuesday.", "Thanks for calling. "],
  ["The order left our warehouse yesterday evening and it should arrive soon.", "The order left "],
  ["We are open from nine to five.", "We are open "],
  ["Yes!", "Yes!"],
  ["Call 555 123 4567 for more.", "Call 555 123 4567 for more."],
])("the first clause of %j is %j", (text, first) => { expect(split(text)[0]).toBe(first); });

test.each([
  "Mr. Smith costs $5.50 a day, e.g. on March 3, 2025, at 9 a.m. or so.",
  "One.\n\nTwo: three; four — five! Six? Seven",
  "   leading and trailing   ",
  "a".repeat(1_500),
  "no punctuation at all but a great many words that simply go on and on without any end in sight for anybody who listens to it all the way",
])("the clauses joined are the text, whatever the pieces: %.30s", (text) => {
  for (const piece of [1, 2, 3, 7, text.length]) {
    const clauses = split(text, piece);
    expect(clauses.join("")).toBe(text);
    expect(Math.max(...clauses.map((clause) => clause.length))).toBeLessThanOrEqual(520);
  }
});

test("no clause ends within a price, a time, a date or a title", () => {
  const clauses = split("It is $1,299.50 today. Ask Dr. Jones on March 3 at 5 p.m. about the 1,000 items, please. Good.", 1);
  for (const whole of ["$1,299.50", "Dr. Jones", "March 3", "1,000"]) expect(clauses.some((clause) => clause.includes(whole))).toBe(true);
});

test("text that comes letter by letter gives the same first clause as text at once", () => {
  const text = "Certainly, the shop opens at nine.";
  expect(split(text, 1)[0]).toBe(split(text)[0]);
});

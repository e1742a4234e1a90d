import { valuesIn } from "./event-values";

const count = (text: string, most = 1_000) => valuesIn(Buffer.from(text), most);

test("separators are counted outside of strings only, whatever is escaped in them", () => {
  expect(count('{"a":[1,2,{"b":"[,{:"}]}')).toBe(7);
  expect(count('{"a\\"b,,,":"\\\\","c":1}')).toBe(4);
  expect(count(`{"type":"x","audio":"${",".repeat(500)}"}`)).toBe(4);
});

test("what is no JSON is counted to its end or to the most, and never beyond", () => {
  expect(count('"never ended ,,,,\\')).toBe(0);
  expect(count("")).toBe(0);
  expect(count("[".repeat(5_000), 1_000)).toBe(1_001);
});

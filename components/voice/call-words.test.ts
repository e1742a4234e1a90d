import { lastWords } from "./call-words";

it.each([
  ["A sourdough loaf is £4.50, and half a loaf is £2.40.", "A sourdough loaf is £4.50, and half a loaf is £2.40."],
  ["Yes. Anything else?", "Anything else?"],
  ["no stop at all", "no stop at all"],
])("the caption of %j is its last sentence, whole", (text, caption) => { expect(lastWords(text)).toBe(caption); });

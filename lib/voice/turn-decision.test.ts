import { isBackchannel } from "./backchannel";
import { decideTurn, type TurnFacts } from "./turn-decision";
import { defaultTurnPolicy, type Patience } from "./turn-policy";
import { askedFor, readsUnfinished } from "./unfinished";

const facts = (change: Partial<TurnFacts>): TurnFacts => ({ soundProbability: 0.95, text: "When do you open tomorrow?", silenceMs: 200, voicedMs: 1_000, agentAskedFor: null, policy: defaultTurnPolicy, soundExpected: true, ...change });
const needed = (change: Partial<TurnFacts>) => decideTurn(facts(change)).neededMs;
const patience = (value: Patience) => ({ ...defaultTurnPolicy, patience: value });

test.each([
  "I would like to book a table for", "My account number is.", "I think I need to", "The problem started when.", "We were planning to arrive on.", "Could you please tell me?", "I want the", "It depends on my", "Give me a", "I'd like to order, um",
  "Can you send it to?", "It is because", "I was going to", "and", "He said that they", "I live in",
])("%j reads unfinished", (text) => { expect(readsUnfinished(text)).toBe(true); });

test.each([
  "When do you open?", "Yes.", "No, thank you.", "I want to speak to a manager.", "What are you looking for?", "Who is it from?", "Yes, it is.", "I think so.", "Where are you?", "How are you?", "I can't come in.", "Please go on.", "Turn it off.", "That is mine.", "I don't know.", "Tell me more.", "I'd like that.", "Who are they?", "It's for her.", "I do.",
])("%j reads finished", (text) => { expect(readsUnfinished(text)).toBe(false); });

test("the more doubt, the longer the wait, and never longer than the bound", () => {
  const certain = needed({});
  const open = needed({ soundProbability: 0.05, text: "The package arrived yesterday." });
  const words = needed({ text: "I want to go to the" });
  expect(certain).toBeLessThan(open);
  expect(open).toBeLessThan(words);
  expect(words).toBe(1_200);
  for (const text of [null, "", "I want the", "Yes."]) for (const soundProbability of [null, 0, 0.3, 1]) for (const value of ["eager", "normal", "patient"] as const) {
    expect(needed({ text, soundProbability, policy: { ...patience(value), silenceMs: 3_000, maxHoldMs: 9_999 } })).toBeLessThanOrEqual(1_200);
  }
});

test("the patient wait longer than the normal, and those longer than the eager", () => {
  for (const change of [{}, { soundProbability: 0.1 }, { text: "I want the" }]) {
    const [eager = 0, normal = 0, patient = 0] = (["eager", "normal", "patient"] as const).map((value) => needed({ ...change, policy: patience(value) }));
    expect(eager).toBeLessThan(normal);
    expect(normal).toBeLessThanOrEqual(patient);
  }
});

test("silence alone decides where the policy says so", () => {
  const policy = { ...defaultTurnPolicy, endpointing: "silence" as const, silenceMs: 500 };
  expect(decideTurn(facts({ policy, text: "I want the", soundProbability: 0, silenceMs: 499 })).answer).toBe(false);
  expect(decideTurn(facts({ policy, text: "I want the", soundProbability: 0, silenceMs: 500 })).answer).toBe(true);
});

test("a number that was asked for may come in groups", () => {
  expect(askedFor("Sure. What is your phone number?")).toBe("number");
  expect(askedFor("Can I have your full name, please?")).toBe("name");
  expect(askedFor("What can I do for you?")).toBeNull();
  expect(needed({ text: "Five five five.", agentAskedFor: "number" })).toBeGreaterThan(1_000);
  expect(needed({ text: "I don't have one.", agentAskedFor: "number" })).toBeLessThan(400);
});

test.each([["Mm-hmm.", true], ["Uh-huh.", true], ["Yeah.", true], ["Okay, right.", true], ["I see.", true], ["No.", false], ["Stop.", false], ["Yeah, but when?", false], ["Wait.", false], ["", false]])("%j is a backchannel: %s", (text, expected) => { expect(isBackchannel(text, false)).toBe(expected); });
test.each([["Yeah.", false], ["Okay.", false], ["Mm-hmm.", true]])("after a question %j is a backchannel: %s", (text, expected) => { expect(isBackchannel(text, true)).toBe(expected); });

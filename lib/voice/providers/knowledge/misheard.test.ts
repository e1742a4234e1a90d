import type { KnowledgeEntry } from "@/lib/voice/ports";
import { asMeant } from "./misheard";

const knowledge: KnowledgeEntry[] = [
  { id: "flour", question: "What flour do you bake with?", answer: "Our flour is organic.", embedding: null },
  { id: "seeded", question: "How much is the seeded loaf?", answer: "£4.80, and the cappuccino is £3.", embedding: null },
];

test.each([["What kind of flower is that?", "What kind of flour is that?"], ["The seated loaf, please.", "The seeded loaf, please."], ["Can I get a Capuchino?", "Can I get a cappuccino?"]])("%s is taken for %s", (heard, meant) => {
  expect(asMeant(heard, knowledge)).toBe(meant);
});

test.each(["What flour do you bake with?", "Who won the football match yesterday?", "Is it on my way?", ""])("%s stays as it was heard", (heard) => { expect(asMeant(heard, knowledge)).toBeNull(); });

import type { AgentDefinition, AgentWarning } from "./schema";

const variable = /\{\{\s*([^{}]*?)\s*\}\}/g;

export type Variables = AgentDefinition["variables"];

/** The text with `{{name}}` filled in. What is not a variable of the agent is spoken as nothing; values are not filled in turn. */
export function fillVariables(text: string, variables: Variables): string {
  if (!text.includes("{{")) return text;
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  return text.replace(variable, (_all, name: string) => values.get(name) ?? "").replace(/[ \t]{2,}/g, " ").replace(/ +([.,;:!?])/g, "$1").trim();
}

export function unknownVariables(text: string, variables: Variables): string[] {
  const known = new Set(variables.map(({ name }) => name));
  return [...new Set([...text.matchAll(variable)].map(([, name = ""]) => name))].filter((name) => !known.has(name));
}

/** What the editor should tell its user; stays until the variable is given a value. */
export function definitionWarnings(definition: AgentDefinition, knowledge: readonly { question: string | null; answer: string }[]): AgentWarning[] {
  const places = {
    greeting: definition.greeting, instructions: definition.instructions,
    knowledge: knowledge.map(({ question, answer }) => `${question ?? ""} ${answer}`).join("\n"),
  };
  return Object.entries(places).flatMap(([where, text]) =>
    unknownVariables(text, definition.variables).map((name) => ({ code: "unknown_variable" as const, variable: name.slice(0, 80), where })));
}

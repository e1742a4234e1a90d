import { z } from "zod";

export type Json = Record<string, unknown>;
type Direction = "input" | "output";

const prefix = "#/components/schemas/";
const marked = (name: string, direction: Direction): string => `${name}%${direction}`;
const unmarked = (text: string): string => text.replaceAll(/%(?:input|output)\b/g, "");

/** `additionalProperties: {}` beside properties is what holds without it, and generators of clients stumble over it. */
function withoutNothing(_name: string, value: unknown): unknown {
  const { additionalProperties, ...rest } = Object(value) as Json;
  return "properties" in rest && JSON.stringify(additionalProperties) === "{}" ? rest : value;
}

/** Collects named shapes of a document. A shape that takes less than it gives (defaults) gets a second name for what it takes. */
export interface SchemaBook {
  schemaOf(shape: z.ZodType, direction: Direction, owner: string): Json;
  /** The document with every reference settled, and the shapes that it names. */
  settle(document: Json): { document: Json; schemas: Json };
}

export function createSchemaBook(): SchemaBook {
  const kept = new Map<string, string>();
  return {
    schemaOf(shape, direction, owner) {
      const { $schema: _dialect, $defs, ...schema } = z.toJSONSchema(shape, { target: "draft-2020-12", io: direction, unrepresentable: "any" }) as Json;
      // Shapes without a name of their own, such as any JSON, are numbered anew for every call.
      const named = (name: string) => marked(name.replace(/^__schema/, `${owner.charAt(0).toUpperCase()}${owner.slice(1)}Json`), direction);
      const settled = (value: unknown) => JSON.stringify(value, withoutNothing).replaceAll(/"#\/\$defs\/([^"]+)"/g, (_all, name: string) => `"${prefix}${named(name)}"`);
      for (const [name, definition] of Object.entries(Object($defs) as Json)) kept.set(named(name), settled({ ...Object(definition), id: undefined }));
      return JSON.parse(settled({ ...schema, id: undefined })) as Json;
    },
    settle(document) {
      const differing = differingNames(kept);
      const name = (key: string) => { const plain = unmarked(key); return key.endsWith("%input") && differing.has(plain) ? `${plain}Write` : plain; };
      const rename = (text: string) => text.replaceAll(/"#\/components\/schemas\/([^"]+)"/g, (_all, key: string) => `"${prefix}${name(key)}"`);
      const schemas = Object.fromEntries([...kept].map(([key, text]) => [name(key), JSON.parse(rename(text))]).sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)));
      return { document: JSON.parse(rename(JSON.stringify(document))) as Json, schemas };
    },
  };
}

/** Names whose two directions are not the same, or lead to one whose are not. */
function differingNames(kept: Map<string, string>): Set<string> {
  const both = [...kept.keys()].filter((key) => key.endsWith("%input")).map(unmarked).filter((name) => kept.has(marked(name, "output")));
  const text = (name: string, direction: Direction) => kept.get(marked(name, direction)) ?? "";
  const differing = new Set(both.filter((name) => unmarked(text(name, "input")) !== unmarked(text(name, "output"))));
  for (let before = -1; before !== differing.size;) {
    before = differing.size;
    for (const name of both) if ([...differing].some((other) => text(name, "input").includes(`"${prefix}${marked(other, "input")}"`))) differing.add(name);
  }
  return differing;
}

/** The wire's events as plain types, for the SDK's package: it brings no zod. */
import type { z } from "zod";
import { clientEvent } from "@/lib/conversations/realtime/client-events";
import { serverEvent } from "@/lib/conversations/realtime/server-events";
import { createSchemaBook } from "./json-schemas";
import { typesOf } from "./sdk-files";

/** Module, without its ending → the declarations that stand in its place. */
export async function wireDeclarations(): Promise<Record<string, string>> {
  const declared = async (name: string, shape: z.ZodType, direction: "input" | "output") => {
    const book = createSchemaBook();
    const { document, schemas } = book.settle({ [name]: book.schemaOf(shape, direction, name) });
    const types = await typesOf({ openapi: "3.1.0", info: { title: name, version: "1" }, paths: {}, components: { schemas: { ...schemas, ...document } } }, ["components"]);
    return `${types.replace("export interface components", "interface components")}export type ${name} = components["schemas"]["${name}"];\n`;
  };
  return {
    "lib/conversations/realtime/server-events": await declared("ServerEvent", serverEvent, "output"),
    "lib/conversations/realtime/client-events": await declared("ClientEvent", clientEvent, "input"),
  };
}

import { z } from "zod";
import { convertV2, type ConversionResult } from "openapi-to-postmanv2";
import type { Json } from "./json-schemas";

/** The document as a Postman collection, one folder for each tag. The same document gives the same text: made-up ids are left out. */
export async function postmanCollection(document: Json): Promise<Json> {
  const data = JSON.stringify(document);
  const options = { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false };
  const made = await new Promise<ConversionResult>((resolve, reject) => convertV2({ type: "string", data }, options, (error, result) => (error || !result.result ? reject(error ?? new Error(result.reason)) : resolve(result))));
  const { item, variable, info } = z.object({ item: z.unknown(), variable: z.unknown(), info: z.record(z.string(), z.unknown()) }).parse(settled(made.output?.[0]?.data));
  return {
    info: { ...info, name: "Parley" },
    auth: { type: "bearer", bearer: [{ key: "token", value: "{{apiKey}}", type: "string" }] },
    variable: [...z.array(z.unknown()).parse(variable).filter((each) => z.object({ key: z.literal("baseUrl") }).safeParse(each).success === false), { key: "baseUrl", value: "http://localhost:3000" }, { key: "apiKey", value: "" }],
    item,
  };
}

/** Without ids, which are made up anew each time, and of the answers the good one alone. */
function settled(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return (key === "response" ? value.slice(0, 1) : value).map((each) => settled(each));
  if (typeof value !== "object" || value === null) return value;
  const madeUp = ["id", "_postman_id", "originalRequest"];
  return Object.fromEntries(Object.entries(value).filter(([name, inner]) => !(madeUp.includes(name) && (name === "originalRequest" || typeof inner === "string"))).map(([name, inner]) => [name, settled(inner, name)]));
}

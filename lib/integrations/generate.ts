/** Written beside the contract: the manifest's JSON Schema for editors, and the hash of every manifest that ships. */
import { writeFileSync, existsSync, readFileSync } from "node:fs";
import { lockFile, shippedHashes } from "./catalogue";
import { manifestJsonSchema } from "./manifest";

export const schemaFile = "public/integration.schema.json";

export async function integrationFiles(): Promise<{ file: string; text: string }[]> {
  return [{ file: schemaFile, text: `${JSON.stringify(manifestJsonSchema(), null, 2)}\n` }, { file: lockFile(), text: `${JSON.stringify(await shippedHashes(), null, 2)}\n` }];
}

/** Names of the files that differ from what the sources say. */
export async function staleIntegrationFiles(): Promise<string[]> {
  return (await integrationFiles()).filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text).map(({ file }) => file);
}

export async function writeIntegrationFiles(): Promise<void> {
  for (const { file, text } of await integrationFiles()) writeFileSync(file, text);
}

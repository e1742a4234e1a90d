/** Written beside the contract: the manifest's JSON Schema for editors, and the hash of every manifest that ships. */
import { lockFile, shippedHashes } from "./catalogue";
import { manifestJsonSchema } from "./manifest";

/** By the file's name. */
export const integrationFiles = async (): Promise<Record<string, unknown>> => ({ "public/integration.schema.json": manifestJsonSchema(), [lockFile()]: await shippedHashes() });

/** `npm run contract` writes what is made from the contracts and manifests; with `--check` it fails where a file differs from what they say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { integrationFiles } from "@/lib/integrations/generate";
import { asvsDocument, readRows } from "@/lib/testing/asvs";
import { openApiDocument, operations } from "./openapi";
import { postmanCollection } from "./postman";
import { sdkFiles } from "./sdk-files";

const document = openApiDocument();
const jsonFiles: Record<string, unknown> = { "public/openapi.json": document, "public/postman.json": await postmanCollection(document), ...await integrationFiles() };
const files = { ...Object.fromEntries(Object.entries(jsonFiles).map(([file, value]) => [file, `${JSON.stringify(value, null, 2)}\n`])), ...await sdkFiles(operations, document), "docs/asvs.md": asvsDocument(readRows()) };

for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`${file} is written.`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} differs from its sources. Run: npm run contract`);
    process.exitCode = 1;
  }
}

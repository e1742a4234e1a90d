/** `npm run contract` writes the OpenAPI document and the SDK's table and types; with `--check` it fails where a file differs from what the contracts say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { openApiDocument, operations } from "./openapi";
import { sdkFiles } from "./sdk-files";

const document = openApiDocument();
const files = { "public/openapi.json": `${JSON.stringify(document, null, 2)}\n`, ...await sdkFiles(operations, document) };

for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`${file} is written.`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} differs from the contracts. Run: npm run contract`);
    process.exitCode = 1;
  }
}

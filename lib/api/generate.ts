/** `npm run contract` writes what is made from the contracts; with `--check` it fails where a file differs from what they say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { openApiDocument } from "./openapi";
import { postmanCollection } from "./postman";

const document = openApiDocument();
const asText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const files: Record<string, string> = {
  "public/openapi.json": asText(document),
  "public/postman.json": asText(await postmanCollection(document)),
};

for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`${file} is written.`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} differs from the contracts. Run: npm run contract`);
    process.exitCode = 1;
  }
}

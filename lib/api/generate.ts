/** `npm run contract` writes what is made from the contracts and manifests; with `--check` it fails where a file differs from what they say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { integrationFiles } from "@/lib/integrations/generate";
import { openApiDocument } from "./openapi";
import { postmanCollection } from "./postman";

const document = openApiDocument();
const files: Record<string, unknown> = {
  "public/openapi.json": document,
  "public/postman.json": await postmanCollection(document),
  ...await integrationFiles(),
};

for (const [file, value] of Object.entries(files)) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`${file} is written.`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} differs from its sources. Run: npm run contract`);
    process.exitCode = 1;
  }
}

/** `npm run contract` writes public/openapi.json; with `--check` it fails where the file differs from what the contracts say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { openApiDocument } from "./openapi";

const file = "public/openapi.json";
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
  console.log(`${file} is written.`);
} else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  console.error(`${file} differs from the contracts. Run: npm run contract`);
  process.exitCode = 1;
}

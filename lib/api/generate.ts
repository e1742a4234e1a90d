/** `npm run contract` writes public/openapi.json, and what belongs to the manifests of integrations; with `--check` it fails where a file differs from what the sources say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { staleIntegrationFiles, writeIntegrationFiles } from "@/lib/integrations/generate";
import { openApiDocument } from "./openapi";

const file = "public/openapi.json";
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
  await writeIntegrationFiles();
  console.log(`${file} is written.`);
} else {
  const stale = [...(existsSync(file) && readFileSync(file, "utf8") === text ? [] : [file]), ...await staleIntegrationFiles()];
  for (const name of stale) console.error(`${name} differs from the sources. Run: npm run contract`);
  if (stale.length > 0) process.exitCode = 1;
}

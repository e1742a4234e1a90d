#!/usr/bin/env node
// npm test: everything that CI runs, from a fresh clone. Closes with "N passed, N failed".
//   npm test                      all of it
//   npm test -- --only unit       one part: types, lint, contract, unit, browser, conformance, security
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, installPackages, requirePrograms, root } from "./install.mjs";
import { nodeEnvironment, requireNode } from "./node.mjs";
import { parseOptions } from "./options.mjs";

const options = parseOptions(process.argv.slice(2), { only: "text", help: "flag" }, "npm test -- --help");
const parts = ["types", "lint", "contract", "unit", "browser", "conformance", "security"];
if (options.help) { console.log(`npm test -- [--only ${parts.join("|")}]`); process.exit(0); }
if (options.only && !parts.includes(options.only)) { console.error(`--only is one of ${parts.join(", ")}.`); process.exit(2); }

installPackages();
const node = requireNode();
const scratch = mkdtempSync(join(tmpdir(), "parley-test-"));
const total = { passed: 0, failed: 0 };

const run = (args, extra = {}) => spawnSync(node, args, { cwd: root, stdio: "inherit", env: nodeEnvironment(node, { CI: "true", NEXT_TELEMETRY_DISABLED: "1", ...extra }) });
const bin = (path) => join("node_modules", path);

/** A check that passes or fails as a whole. */
function check(name, args) {
  const begun = Date.now();
  const passed = run(args).status === 0;
  total[passed ? "passed" : "failed"] += 1;
  console.log(`${passed ? "ok" : "FAILED"}  ${name} (${Math.round((Date.now() - begun) / 1000)} s)`);
}

/** A runner that writes how many tests it ran; one that ran none, or died before it could say, has failed. */
function suite(name, args, extra, read) {
  const begun = Date.now();
  const { status } = run(args, extra);
  let counts = { passed: 0, failed: 0 };
  try { counts = read(); } catch { /* it died before it could say */ }
  if (counts.passed + counts.failed === 0 || (status !== 0 && counts.failed === 0)) counts.failed += 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed (${Math.round((Date.now() - begun) / 1000)} s)`);
}

async function main() {
  const wanted = (part) => !options.only || options.only === part;
  if (wanted("types")) check("types", [bin("typescript/bin/tsc"), "--noEmit", "-p", "."]);
  if (wanted("lint")) check("lint", [bin("eslint/bin/eslint.js"), ".", "--max-warnings", "0"]);
  if (wanted("contract")) check("contract", ["--import", "tsx", "lib/api/generate.ts", "--check"]);
  if (wanted("unit") || wanted("security")) requirePrograms();
  if (wanted("unit") || wanted("browser")) {
    const { ensureModels, printProgress } = await import("./models.mjs");
    await ensureModels({ onProgress: printProgress() }).catch((error) => { console.error(`The speech models could not be fetched: ${error.message}`); });
  }
  if (wanted("unit")) {
    const report = join(scratch, "jest.json");
    suite("unit and integration", ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", bin("jest/bin/jest.js"), "--json", "--outputFile", report], {}, () => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, "utf8"));
      return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    });
  }
  if (wanted("browser")) {
    const chromium = findChromium();
    if (!chromium) { total.failed += 1; return; }
    build();
    const report = join(scratch, "playwright.json");
    suite("browser", [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"], { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROMIUM_PATH: chromium }, () => {
      const { stats, errors } = JSON.parse(readFileSync(report, "utf8"));
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
    });
  }
  if (wanted("conformance")) {
    build();
    const report = join(scratch, "conformance.json");
    suite("conformance", ["--import", "tsx", "lib/testing/conformance/run.ts", "--report", report], {}, () => JSON.parse(readFileSync(report, "utf8")));
  }
  if (wanted("security")) {
    build();
    const report = join(scratch, "security.json");
    suite("security", ["--import", "tsx", "lib/testing/security/run.ts", "--report", report], {}, () => JSON.parse(readFileSync(report, "utf8")));
  }
}

let isBuilt = false;
/** Once for every part that needs it. */
function build() {
  if (!isBuilt) check("build", ["bin/build.mjs"]);
  isBuilt = true;
}

await main();
rmSync(scratch, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

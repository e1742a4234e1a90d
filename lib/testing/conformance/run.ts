/**
 * `npm run test:conformance`: a built server, every operation once (`steps/`), then schemathesis over the document.
 * Writes `{ passed, failed }` to `--report FILE`; closes with one line. `--tour` leaves schemathesis out; `--seed N` gives it another seed.
 */
import { writeFileSync } from "node:fs";
import { operations } from "@/lib/api/openapi";
import { compileKotlin, hasJava, maven, writeClients } from "@/bin/clients.mjs";
import { parseOptions } from "@/bin/options.mjs";
import { fuzz } from "./schemathesis";
import { startStage } from "./stage";
import { walk } from "./walk";

const options = parseOptions(process.argv.slice(2), { report: "text", tour: "flag", seed: "number", port: "number" }, "npm run test:conformance -- --tour");

const counts = { passed: 0, failed: 0 };
function count(name: string, faults: readonly string[]): void {
  counts[faults.length === 0 ? "passed" : "failed"] += 1;
  for (const fault of faults) console.error(`FAILED  ${fault}`);
  if (faults.length === 0) console.log(`ok  ${name}`);
}

const withClients = !options.tour && hasJava();
if (!options.tour && !withClients) console.log("The clients were not made: Java and Maven are not here.");
/** Beside everything else, since it takes as long; counted at the end. */
const clients = withClients ? writeClients().then(async (faults) => ({ faults, compiled: faults.length === 0 && await compileKotlin() })) : null;
const stage = await startStage(typeof options.port === "number" ? { port: options.port } : {});
try {
  const owner = await stage.person("owner", { admin: true });
  const { tour, known, faults } = await walk(stage, owner);
  for (const fault of faults) { counts.failed += 1; console.error(`FAILED  ${fault}`); }
  const missing = tour.missing();
  counts.passed += operations.length - missing.length;
  counts.failed += missing.length;
  for (const id of missing) console.error(`FAILED  ${id} has answered nothing of what it promises. Give it a line in lib/testing/conformance/steps.`);
  console.log(`tour: ${operations.length - missing.length} of ${operations.length} operations answered as documented`);
  if (!options.tour) {
    const found = await fuzz({ stage, owner, known, seed: typeof options.seed === "number" ? options.seed : undefined });
    counts.passed += found.passed;
    counts.failed += found.failed;
  }
  if (clients) {
    const { faults, compiled } = await clients;
    count("the Kotlin and the Swift client are written, each with every operation (Swift is not compiled: nothing here does)", faults);
    count("the Kotlin client compiles", compiled ? [] : ["the Kotlin client does not compile; Kotlin's own words are above"]);
    const person = await stage.person("kotlin");
    const key = await stage.server.command("key", "create", "--email", person.email);
    const code = compiled ? await maven("kotlin/pom.xml", ["exec:java"], { PARLEY_ADDRESS: stage.server.url, PARLEY_KEY: key, PARLEY_EMAIL: person.email }) : 1;
    count("the Kotlin client makes, lists and gets an agent", code === 0 ? [] : ["the Kotlin client's program ended with its words above"]);
  }
} finally { await Promise.allSettled([clients, stage.stop()]); }
if (typeof options.report === "string") writeFileSync(options.report, JSON.stringify(counts));
console.log(`conformance: ${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

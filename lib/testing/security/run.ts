/**
 * `npm run test:security`: a built server, and what somebody clever and bored would send it, section by section. `--only NAME` runs one.
 * Writes `{ passed, failed }` to `--report FILE`; closes with one line.
 */
import { writeFileSync } from "node:fs";
import { parseOptions } from "@/bin/options.mjs";
import { startStage } from "../conformance/stage";
import { hostileSockets } from "./hostile-sockets";
import { httpSurface } from "./http-surface";
import { limits } from "./limits";
import { rawHttp } from "./raw-http";
import type { Section } from "./section";
import { sqlmapSection } from "./sqlmap";
import { wapitiSection } from "./wapiti";

const sections: Section[] = [limits, hostileSockets, rawHttp, httpSurface, sqlmapSection, wapitiSection];

const options = parseOptions(process.argv.slice(2), { report: "text", only: "text" }, "npm run test:security -- --only NAME");
const chosen = sections.filter(({ name }) => !options.only || name === options.only);
const counts = { passed: 0, failed: chosen.length === 0 ? 1 : 0 };
if (chosen.length === 0) console.error(`--only is one of ${sections.map(({ name }) => name).join(", ")}.`);

function check(guarantee: string, faults: readonly string[]): void {
  counts[faults.length === 0 ? "passed" : "failed"] += 1;
  if (faults.length === 0) console.log(`ok  ${guarantee}`);
  else console.error(`FAILED  ${guarantee}${faults.slice(0, 20).map((fault) => `\n          ${fault}`).join("")}${faults.length > 20 ? `\n          and ${faults.length - 20} more` : ""}`);
}

const stage = await startStage();
try {
  for (const section of chosen) {
    const begunMs = performance.now();
    await section.run({ stage, check }).catch((error: unknown) => check(`${section.name} runs to its end`, [error instanceof Error ? error.message : String(error)]));
    check(`the server lives after ${section.name}`, stage.server.process.exitCode === null && stage.server.process.signalCode === null && (await fetch(`${stage.server.url}/api/health`)).ok ? [] : ["it does not answer"]);
    console.log(`${section.name}: ${Math.round((performance.now() - begunMs) / 1_000)} s`);
  }
} finally { await stage.stop(); }
if (typeof options.report === "string") writeFileSync(options.report, JSON.stringify(counts));
console.log(`security: ${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

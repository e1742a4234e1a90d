#!/usr/bin/env node
// npm run clients: the Kotlin and the Swift client, written into dist/clients from public/openapi.json by a pinned generator.
//   npm run clients                writes both
//   npm run clients -- --compile   compiles the Kotlin one too
// Needs Java 17 and Maven; where they are absent it says so and ends with 3.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";
import { parseOptions } from "./options.mjs";

const absent = 3;
const clients = join(root, "dist", "clients");

/** Whether Java and Maven are here. */
export const hasJava = () => spawnSync("mvn", ["-v"], { stdio: "ignore" }).status === 0;

/** Gives the exit code. Small, since the machine does other things too. */
export function maven(project, goals, env = {}) {
  const child = spawn("mvn", ["-q", "-B", "-f", join(root, "clients", project), ...goals], { cwd: root, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, MAVEN_OPTS: "-Xmx1g -XX:+UseSerialGC", ...env } });
  return new Promise((ended) => { child.once("error", () => ended(1)).once("exit", (code) => ended(code ?? 1)); });
}

const sources = (folder, suffix) => readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(suffix)).map((name) => readFileSync(join(folder, String(name)), "utf8"));

/** Operations of the document that a client lacks, by their method's name. */
function lacking(client, suffix) {
  const { paths } = JSON.parse(readFileSync(join(root, "public", "openapi.json"), "utf8"));
  const ids = Object.values(paths).flatMap((path) => Object.values(path)).flatMap((operation) => operation.operationId ?? []);
  const text = sources(join(clients, client), suffix).join("\n");
  return ids.filter((id) => !new RegExp(`\\bfun[c]? \`?${id}\`?\\(`).test(text)).map((id) => `${client} has no ${id}`);
}

/** What is wrong with what was written; empty where nothing is. */
export async function writeClients() {
  if (await maven("pom.xml", ["generate-sources"]) !== 0) return ["the generator failed; its own words are above"];
  const without = [...lacking("kotlin", ".kt"), ...lacking("swift", ".swift")];
  return existsSync(join(clients, "swift", "Package.swift")) ? without : [...without, "swift has no package"];
}

export const compileKotlin = async () => await maven("kotlin/pom.xml", ["compile"]) === 0;

if (process.argv[1]?.endsWith("clients.mjs")) {
  const options = parseOptions(process.argv.slice(2), { compile: "flag" }, "npm run clients");
  if (!hasJava()) { console.error("The clients are made with Java 17 and Maven, which are not here (Debian: apt install default-jdk-headless maven)."); process.exit(absent); }
  const faults = await writeClients();
  for (const fault of faults) console.error(fault);
  if (faults.length === 0 && options.compile && !await compileKotlin()) faults.push("kotlin");
  if (faults.length === 0) console.log("The clients are in dist/clients/kotlin and dist/clients/swift.");
  process.exit(faults.length === 0 ? 0 : 1);
}

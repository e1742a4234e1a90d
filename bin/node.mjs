#!/usr/bin/env node
// Runs a script on Node 24: the host's own where it is 22 or newer, else the one that npm brought.
//   node bin/node.mjs [node options] script.mjs [arguments]
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Path of a Node of at least version 22, or null where there is none. */
export function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  const brought = join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  return existsSync(brought) ? brought : null;
}

/** What Node made of the scripts that it ran is kept here, and a start takes two thirds of its time. A build empties it. */
export const compileCache = join(root, "dist", "compiled");

/** The environment for children: this Node first on PATH, so that what they start is on it too. */
export function nodeEnvironment(node, extra = {}) {
  return { NODE_COMPILE_CACHE: compileCache, ...process.env, ...extra, PATH: `${dirname(node)}:${process.env.PATH ?? ""}` };
}

export function requireNode() {
  const node = findNode();
  if (node) return node;
  console.error(`Parley needs Node 22 or newer. This is ${process.version}, and npm brought none for ${process.platform}-${process.arch}. Install Node 24, or run "npm ci" again without --omit=optional.`);
  process.exit(1);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const node = requireNode();
  const child = spawn(node, process.argv.slice(2), { stdio: "inherit", env: nodeEnvironment(node) });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

#!/usr/bin/env node
// npm run parley -- COMMAND: what an operator does from a terminal, beside a running server or without one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";
import { nodeEnvironment, requireNode } from "./node.mjs";

if (!existsSync(join(root, "node_modules", "tsx"))) {
  console.error("The packages are not installed yet. Run \"npm run up\" once, or \"npm ci\".");
  process.exit(1);
}
const node = requireNode();
const child = spawn(node, ["--disable-warning=ExperimentalWarning", "--import", "tsx", join(root, "bin", "commands", "main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  // Commands speak to people: only warnings of the parts underneath are shown, and on stderr.
  env: nodeEnvironment(node, { NODE_ENV: process.env.NODE_ENV ?? "production", LOG_LEVEL: process.env.LOG_LEVEL ?? "error", TSX_TSCONFIG_PATH: join(root, "tsconfig.json") }),
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));

#!/usr/bin/env node
// npm run up: from a fresh clone to a running Parley. Needs Node ≥ 20, npm, and python3 with pip for the speech models.
import { spawn, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { installPackages, root } from "./install.mjs";
import { nodeEnvironment, requireNode } from "./node.mjs";
import { parseOptions } from "./options.mjs";

const usage = `npm run up -- [--port N] [--host NAME] [--data DIR] [--tls] [--dev]

  --port N      the port to listen on (3000)
  --host NAME   the address to listen on (127.0.0.1); 0.0.0.0 for every one
  --data DIR    where the database, files and secrets are kept (.data)
  --tls         https with a self-signed certificate: browsers give the microphone to https or localhost only
  --dev         reload on change
  --no-build    start what was built last`;

const options = parseOptions(process.argv.slice(2), { port: "number", host: "text", data: "text", tls: "flag", dev: "flag", "no-build": "flag", help: "flag" }, "npm run up -- --help");
if (options.help) { console.log(usage); process.exit(0); }
if (options._.length > 0) { console.error(`"${options._[0]}" was not expected. See npm run up -- --help.`); process.exit(2); }
if (options.port !== undefined && (options.port < 1 || options.port > 65_535)) { console.error("--port is a number from 1 to 65535."); process.exit(2); }

installPackages();
const node = requireNode();
await fetchModels();
if (!options.dev && !options["no-build"]) await buildPages();
if (options.dev) await (await import("./widget.mjs")).buildWidget();
startServer();

/** The speech models, into a cache that every checkout shares. Without them the scripted voice speaks, and says so. */
async function fetchModels() {
  const { ensureModels, missingModels, printProgress, printRefused } = await import("./models.mjs");
  try {
    await ensureModels({ onProgress: printProgress(), onRefused: printRefused });
  } catch (error) {
    console.error(`The speech models could not be fetched: ${error.message}`);
    const speaks = missingModels({ groups: ["core"] }).length === 0;
    console.error(`${speaks ? "Calls have all they need; only the fine voice is missing." : "Parley starts with the scripted voice, which understands nothing."} Run it again to go on fetching.`);
  }
}

async function buildPages() {
  const script = `const { isBuilt, buildAll } = await import(${JSON.stringify(join(root, "bin", "build.mjs"))}); if (!isBuilt()) { console.log("Building …"); await buildAll(); }`;
  const result = spawnSync(node, ["--input-type=module", "-e", script], { cwd: root, stdio: "inherit", env: nodeEnvironment(node) });
  if (result.status !== 0) process.exit(1);
}

/** The server owns everything else that runs. It ends when this process does, however that ends: the channel between them closes. */
function startServer() {
  const environment = nodeEnvironment(node, {
    NODE_ENV: options.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PARLEY_STARTED_BY: "up",
    ...(options.port !== undefined && { PARLEY_PORT: String(options.port) }),
    ...(options.host !== undefined && { PARLEY_HOST: options.host }),
    ...(options.data !== undefined && { PARLEY_DATA_DIR: resolve(options.data) }),
    ...(options.tls && { PARLEY_TLS: "1" }),
  });
  const entry = options.dev ? ["--import", "tsx", "server.ts"] : ["dist/server.mjs"];
  const server = spawn(node, entry, { cwd: root, env: environment, stdio: ["ignore", "inherit", "inherit", "ipc"], detached: true });
  let signals = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => { signals += 1; server.kill(signals > 1 ? "SIGKILL" : "SIGTERM"); });
  server.on("exit", (code) => process.exit(code ?? 1));
}

// Builds what `npm run up` starts: Next's pages into .next, the server and the model worker into dist.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCache } from "./node.mjs";
import { buildWidget } from "./widget.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, "dist", "stamp");
const sources = ["app", "components", "lib", "public", "supabase", "bin", "server.ts", "middleware.ts", "mdx-components.tsx", "instrumentation.ts", "instrumentation-client.ts", "next.config.ts", "postcss.config.mjs", "package-lock.json", "tsconfig.json"];

/** What is built into the static files is no source. */
const built = [join(root, "public", "widget"), join(root, "public", "widget.js")];

function* files(path) {
  if (!existsSync(path) || built.includes(path)) return;
  const stat = statSync(path);
  if (!stat.isDirectory()) { yield [path, stat]; return; }
  for (const name of readdirSync(path).sort()) if (!name.includes(".test.")) yield* files(join(path, name));
}

function sourceStamp() {
  const hash = createHash("sha256");
  for (const source of sources) for (const [path, stat] of files(join(root, source))) hash.update(`${path.slice(root.length)}:${stat.size}:${stat.mtimeMs}\n`);
  return hash.digest("hex");
}

/** Whether what was built is what the sources say now. */
export function isBuilt() {
  return existsSync(stampFile) && existsSync(join(root, ".next", "BUILD_ID")) && readFileSync(stampFile, "utf8") === sourceStamp();
}

/** Bundles one entry of our own code; packages stay in node_modules. */
async function bundle(entry, outfile) {
  const { build } = await import("esbuild");
  await build({ entryPoints: [join(root, entry)], outfile: join(root, "dist", outfile), bundle: true, platform: "node", format: "esm", target: "node22", packages: "external", sourcemap: "linked", alias: { "@": root }, logLevel: "warning" });
}

export async function buildAll(node = process.execPath) {
  const stamp = sourceStamp();
  rmSync(stampFile, { force: true });
  rmSync(compileCache, { recursive: true, force: true });
  mkdirSync(join(root, "dist"), { recursive: true });
  await bundle("server.ts", "server.mjs");
  await buildWidget();
  await bundle("lib/voice/providers/local/worker.ts", "worker.mjs");
  const result = spawnSync(node, [join(root, "node_modules", "next", "dist", "bin", "next"), "build"], { cwd: root, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } });
  if (result.status !== 0) throw new Error(`The pages could not be built.\n${result.stdout}\n${result.stderr}`);
  writeFileSync(stampFile, stamp);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  await buildAll();
}

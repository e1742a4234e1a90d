// Bundles the talk button for other sites: public/widget.js, which they load, and public/widget/, which its frame loads.
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What is loaded when the button is pressed is a file of its own, named by its contents; what is loaded before keeps its name and is asked for anew. */
export async function buildWidget(out = join(root, "public")) {
  const { build } = await import("esbuild");
  const shared = { bundle: true, platform: "browser", target: ["es2022"], minify: true, alias: { "@": root }, absWorkingDir: root, tsconfig: join(root, "tsconfig.json"), legalComments: "none", logLevel: "warning" };
  rmSync(join(out, "widget"), { recursive: true, force: true });
  mkdirSync(join(out, "widget"), { recursive: true });
  await build({ ...shared, entryPoints: [join(root, "components/widget/loader.ts")], outfile: join(out, "widget.js"), format: "iife" });
  await build({ ...shared, entryPoints: [join(root, "components/widget/frame.ts")], outdir: join(out, "widget"), format: "esm", splitting: true, chunkNames: "[name]-[hash]" });
  await build({ ...shared, target: [], entryPoints: [join(root, "components/widget/frame.css")], outdir: join(out, "widget") });
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await buildWidget(process.argv[2]);

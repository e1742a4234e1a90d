// Makes the package `parley-sdk` of lib/sdk: modules, declarations and a tarball, in dist/sdk. `npm run sdk:pack`
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = { index: "lib/sdk/parley.ts", http: "lib/sdk/http.ts", call: "lib/sdk/call.ts", react: "lib/sdk/react.ts" };
const runnable = "lib/sdk/|lib/client/|lib/voice/trace|lib/voice/audio";

/** How the SDK is bundled; its size is measured with the same. */
export async function sdkBundleOptions() {
  const { transform } = await import("esbuild");
  const worklet = await transform(readFileSync(join(root, "public/voice-worklet.js"), "utf8"), { minify: true });
  return { bundle: true, format: "esm", target: "es2022", platform: "neutral", external: ["react"], alias: { "@": root }, define: { parleyWorklet: JSON.stringify(worklet.code) }, logLevel: "warning", absWorkingDir: root };
}

async function bundle(to) {
  const { build } = await import("esbuild");
  const { metafile } = await build({ ...await sdkBundleOptions(), entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])), outdir: to, splitting: true, chunkNames: "chunks/[name]-[hash]", metafile: true });
  const foreign = Object.keys(metafile.inputs).filter((file) => !new RegExp(`^(${runnable})`).test(file));
  if (foreign.length > 0) throw new Error(`These do not belong into the SDK: ${foreign.join(", ")}`);
  const react = join(to, "react.js");
  writeFileSync(react, `"use client";\n${readFileSync(react, "utf8").replace(/^"use client";\n/, "")}`);
}

/** Declarations of what the entries reach; the wire's, which are made by zod, as plain types. */
async function declare(to) {
  const { default: ts } = await import("typescript");
  const { wireDeclarations } = await import("../lib/api/wire-types.ts");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(Object.values(entries).map((file) => join(root, file)), { ...options, noEmit: false, incremental: false, declaration: true, emitDeclarationOnly: true, rootDir: root, outDir: to, plugins: undefined });
  const wire = await wireDeclarations();
  const write = (path, text) => { mkdirSync(dirname(path), { recursive: true }); writeFileSync(path, text); };
  const result = program.emit(undefined, (path, text) => {
    if (!new RegExp(`^(${runnable})`).test(relative(to, path))) return;
    const here = dirname(relative(to, path));
    const beside = (_all, quote, target) => { const way = relative(here, target); return `${quote}${way.startsWith(".") ? way : `./${way}`}.js${quote}`; };
    // Node's resolution wants the ending, and the package knows no `@`.
    write(path, text.replace(/(["'])(?:@\/)(lib\/[^"']+)\1/g, beside).replace(/(from |import\()(["'])(\.[^"']+?)(?:\.js)?\2/g, "$1$2$3.js$2"));
  });
  const faults = [...ts.getPreEmitDiagnostics(program), ...result.diagnostics];
  if (faults.length > 0) throw new Error(ts.formatDiagnostics(faults, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => "\n" }));
  for (const [module, text] of Object.entries(wire)) write(join(to, `${module}.d.ts`), text);
}

function describe(to) {
  const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const place = (name) => ({ types: `./types/${entries[name].replace(/\.ts$/, ".d.ts")}`, default: `./${name}.js` });
  const described = {
    name: "parley-sdk", version, license, description: "Typed client and calls for Parley, in browsers, Node and React Native.", type: "module", sideEffects: false,
    exports: { ".": place("index"), "./http": place("http"), "./call": place("call"), "./react": place("react"), "./voice-worklet.js": "./voice-worklet.js", "./package.json": "./package.json" },
    main: "./index.js", types: place("index").types, engines: { node: ">=20" },
    peerDependencies: { react: ">=18" }, peerDependenciesMeta: { react: { optional: true } },
    files: ["*.js", "chunks", "types", "README.md", "LICENSE", "NOTICE"],
  };
  writeFileSync(join(to, "package.json"), `${JSON.stringify(described, null, 2)}\n`);
  for (const file of ["LICENSE", "NOTICE"]) cpSync(join(root, file), join(to, file));
  cpSync(join(root, "docs/sdk.md"), join(to, "README.md"));
  cpSync(join(root, "public/voice-worklet.js"), join(to, "voice-worklet.js"));
}

/** Gives the tarball's path. */
export async function packSdk(to = join(root, "dist", "sdk")) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  await bundle(to);
  await declare(join(to, "types"));
  describe(to);
  const name = execFileSync("npm", ["pack", "--silent", "--offline", "--ignore-scripts"], { cwd: to, encoding: "utf8" }).trim().split("\n").at(-1);
  // One name whatever the version, so that an application's `file:` leads to it.
  const tarball = join(to, "parley-sdk.tgz");
  renameSync(join(to, name), tarball);
  return tarball;
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) console.log(`${relative(root, await packSdk(process.argv[2]))} is packed.`);

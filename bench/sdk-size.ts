/** What the SDK adds to an application's bundle: `npm run bench -- sdk-size`. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { sdkBundleOptions } from "../bin/sdk-pack.mjs";
import { report } from "./figure";

export interface SdkSizes { withoutCallBytes: number; withCallBytes: number; callAloneBytes: number }

/** Minified and gzipped, of an application that does nothing but `import { createParley }`. */
export async function sdkSizes(): Promise<SdkSizes> {
  const shared = await sdkBundleOptions();
  const size = async (entry: string, name: string): Promise<number> => {
    const { outputFiles } = await build({ ...shared, stdin: { contents: `import { ${name} } from "@/lib/sdk/${entry}"; globalThis.made = ${name};`, resolveDir: process.cwd() }, minify: true, write: false });
    return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  };
  return { withoutCallBytes: await size("http.ts", "createParley"), withCallBytes: await size("parley.ts", "createParley"), callAloneBytes: await size("call.ts", "createCall") };
}

export async function run(): Promise<void> {
  const { withoutCallBytes, withCallBytes, callAloneBytes } = await sdkSizes();
  report({ id: "SIZE", name: "SDK without the call, gzip", unit: "kB", goal: "≤ 15", values: [withoutCallBytes / 1_000] });
  report({ id: "SIZE", name: "SDK with the call, gzip", unit: "kB", goal: "≤ 40", values: [withCallBytes / 1_000] });
  report({ id: "SIZE", name: "the call alone, gzip", unit: "kB", values: [callAloneBytes / 1_000] });
}

import type { BuildOptions } from "esbuild";
export function sdkBundleOptions(): Promise<BuildOptions>;
export function packSdk(to?: string): Promise<string>;

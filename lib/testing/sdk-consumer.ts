/** An application outside the repository: a folder under the system's temporary one that has installed the SDK's tarball as anybody would. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Consumer {
  directory: string;
  write(file: string, text: string): void;
  node(...args: string[]): Promise<string>;
  remove(): void;
}

/** As `npm run sdk:pack` does, in another folder; gives the tarball. */
export async function packSdk(directory: string): Promise<string> {
  await run(process.execPath, ["--import", "tsx", "bin/sdk-pack.mjs", directory]);
  return join(directory, "parley-sdk.tgz");
}

/** `from`: a folder that is copied first. `links`: packages of ours that stand in for what a registry would bring. */
export async function installSdk({ from, links = [] }: { from?: string; links?: readonly string[] } = {}): Promise<Consumer> {
  const directory = mkdtempSync(join(tmpdir(), "parley-sdk-"));
  await packSdk(join(directory, "packed"));
  if (from) cpSync(from, directory, { recursive: true, filter: (path) => !path.includes("node_modules") });
  const described = from ? JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) : { private: true, type: "module" };
  writeFileSync(join(directory, "package.json"), JSON.stringify({ ...described, devDependencies: {}, dependencies: { "parley-sdk": "file:packed/parley-sdk.tgz" } }));
  await run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"], { cwd: directory });
  for (const name of links) {
    const place = join(directory, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(process.cwd(), "node_modules", name), place);
  }
  return {
    directory,
    write(file, text) { writeFileSync(join(directory, file), text); },
    node: async (...args) => (await run(process.execPath, args, { cwd: directory })).stdout,
    remove() { rmSync(directory, { recursive: true, force: true }); },
  };
}

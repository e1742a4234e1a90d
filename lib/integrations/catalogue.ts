/** The manifests there are: those that ship, and those in the operator's folder. Read at need, so that a file counts as soon as it is there. */
import { constants } from "node:fs";
import { open, readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import type { PartHealth } from "@/lib/platform/health";
import { addressFault, addressFaultWords } from "@/lib/platform/guarded-fetch/addresses";
import { hashOf, largestManifestBytes, readManifest } from "./manifest";
import type { Manifest } from "./manifest-shape";
import { readUrl } from "./template";

export interface CatalogueEntry { manifest: Manifest; hash: string; source: "shipped" | "folder" }
export interface FaultyFile { file: string; fault: string }
export interface Catalogue { entries: CatalogueEntry[]; faults: FaultyFile[] }

const mostFiles = 100;
const shippedDirectory = () => join(process.cwd(), "lib", "integrations", "catalogue");
export const lockFile = () => join(process.cwd(), "lib", "integrations", "catalogue.lock.json");
export const integrationsDirectory = (): string => env().INTEGRATIONS_DIR ?? join(env().PARLEY_DATA_DIR, "integrations");

/** Everything that can be installed, by name; and every file that cannot, with its fault in words. Never throws for what is in a file. */
export async function readCatalogue(): Promise<Catalogue> {
  const shipped = await readShipped();
  const folder = await readFolder(integrationsDirectory(), new Set(shipped.entries.map(({ manifest }) => manifest.name).concat(shipped.faults.map(({ file }) => file.replace(/\.json$/, "")))));
  return { entries: [...shipped.entries, ...folder.entries].sort((left, right) => (left.manifest.title < right.manifest.title ? -1 : 1)), faults: [...shipped.faults, ...folder.faults] };
}

async function readShipped(): Promise<Catalogue> {
  const { entries, faults } = await readDirectory(shippedDirectory(), "shipped");
  const lock = await readLock();
  const known = entries.filter(({ manifest, hash }) => lock.get(manifest.name) === hash);
  const changed = entries.filter((entry) => !known.includes(entry)).map(({ manifest }) => ({ file: `${manifest.name}.json`, fault: "It is not the file that came with this version: its hash differs. Put the original back, or give yours another name in the folder." }));
  return { entries: known, faults: [...faults, ...changed] };
}

/** Name and hash of what this version came with. */
const readLock = async (): Promise<Map<string, string>> => new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse((await readBytes(lockFile())).toString()))));

async function readFolder(directory: string, taken: ReadonlySet<string>): Promise<Catalogue> {
  const { entries, faults } = await readDirectory(directory, "folder");
  const free = entries.filter(({ manifest }) => !taken.has(manifest.name));
  return { entries: free, faults: [...faults, ...entries.filter((entry) => !free.includes(entry)).map(({ manifest }) => ({ file: `${manifest.name}.json`, fault: "An integration of this name ships with Parley. Choose another name." }))] };
}

async function readDirectory(directory: string, source: CatalogueEntry["source"]): Promise<Catalogue> {
  const found: Catalogue = { entries: [], faults: [] };
  let root: string, files: string[];
  try {
    root = await realpath(directory);
    files = (await readdir(root)).filter((file) => file.endsWith(".json") && !file.startsWith(".")).sort();
  } catch { return found; } // no folder, nothing in it
  for (const file of files.slice(0, mostFiles)) {
    const read = await readFile(root, file);
    if ("fault" in read) found.faults.push({ file: file.slice(0, 100), fault: read.fault });
    else found.entries.push({ ...read, source });
  }
  if (files.length > mostFiles) found.faults.push({ file: `${files.length - mostFiles} more`, fault: `Only the first ${mostFiles} files are read.` });
  return found;
}

async function readFile(root: string, file: string): Promise<{ manifest: Manifest; hash: string } | { fault: string }> {
  let bytes: Buffer;
  try {
    const path = await realpath(join(root, file));
    // Links inside the folder are how orchestrators mount files; what lies outside is not the folder's to show.
    if (!path.startsWith(root + sep)) return { fault: "It is a link to a place outside the folder." };
    bytes = await readBytes(path);
  } catch (error) { return { fault: error instanceof NotAFile ? "It is not a file." : "The file cannot be read." }; }
  const read = readManifest(bytes);
  if ("fault" in read) return read;
  if (`${read.manifest.name}.json` !== file) return { fault: `Its name is “${read.manifest.name}”, so the file must be called ${read.manifest.name}.json.` };
  const fault = placeFault(read.manifest);
  return fault ? { fault } : read;
}

class NotAFile extends Error {}

/** At most one byte more than a manifest may have. Opened so that neither a pipe can hang it nor a link that was put there meanwhile lead elsewhere. */
async function readBytes(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new NotAFile();
    const bytes = Buffer.alloc(largestManifestBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
      length += bytesRead;
      if (bytesRead === 0 || length === bytes.length) return bytes.subarray(0, length);
    }
  } finally { await handle.close(); }
}

/** Whether this installation would ask the hosts that a manifest names. */
function placeFault({ tools, mcp, provider }: Manifest): string | null {
  for (const text of [...tools.flatMap(({ request }) => (request ? [request.url] : [])), ...(mcp ? [mcp.url] : []), ...(provider ? [provider.baseUrl] : [])]) {
    const read = readUrl(text);
    if (!("url" in read) || !("origin" in read.url.base)) continue;
    const fault = addressFault(new URL(read.url.base.origin));
    if (fault) return `${addressFaultWords[fault]} Hosts that are allowed are in ALLOWED_PRIVATE_HOSTS.`;
  }
  return null;
}

/** Told at the start and on the health page: what ships is as it was made, and what in the folder cannot be used. */
export async function integrationsHealth(): Promise<PartHealth> {
  const { entries, faults } = await readCatalogue();
  const shipped = [...(await readLock()).keys()];
  const changed = shipped.filter((name) => !entries.some(({ manifest, source }) => manifest.name === name && source === "shipped"));
  if (changed.length > 0) return { state: "degraded", detail: `Not as they came with this version, and out of use: ${changed.join(", ")}. Put the original files back.` };
  const mine = entries.length - shipped.length;
  return { state: "ok", detail: `${shipped.length} integrations ship and are as they came. In the folder: ${mine} more${faults.length > 0 ? `, and ${faults.length} at fault; see Settings, Integrations` : ""}.` };
}

/** The hash of each shipped file, as `catalogue.lock.json` has them. */
export async function shippedHashes(): Promise<Record<string, string>> {
  const names = (await readdir(shippedDirectory())).filter((file) => file.endsWith(".json")).sort();
  return Object.fromEntries(await Promise.all(names.map(async (file) => [file.replace(/\.json$/, ""), hashOf(await readBytes(join(shippedDirectory(), file)))] as const)));
}

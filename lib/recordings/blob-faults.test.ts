import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { serializeError } from "@/lib/platform/log";
import { leftIn, newKey, piecesOf, read } from "@/lib/testing/blob-contract";
import { startFaultProxy, type FaultProxy, type ProxyFault } from "@/lib/testing/fault-proxy";
import { startS3Server } from "@/lib/testing/s3-server";
import { startSupabaseStorage } from "@/lib/testing/supabase-storage-server";
import { createS3Blobs } from "./blob-s3";
import type { BlobStore } from "./blob-store";
import { createSupabaseBlobs } from "./blob-supabase";

interface Place { proxy: FaultProxy; open(options: { timeoutMs?: number; clock?: Clock; origin?: string; secret?: string }): BlobStore; count(): number; secrets: string[]; stop(): Promise<void> }
const directory = mkdtempSync(join(tmpdir(), "parley-blob-faults-"));
const spoolDirectory = join(directory, "spool");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function s3(): Promise<Place> {
  const server = await startS3Server();
  const proxy = await startFaultProxy(server.origin);
  return {
    proxy, count: () => server.files().length, secrets: [proxy.origin, server.secretAccessKey],
    open: ({ timeoutMs, clock, origin = proxy.origin, secret = server.accessKeyId }) => createS3Blobs({ endpoint: origin, region: "us-east-1", bucket: server.bucket, accessKeyId: secret, secretAccessKey: server.secretAccessKey, spoolDirectory, ...(clock ? { clock } : {}), ...(timeoutMs ? { timeoutMs } : {}) }),
    stop: async () => { await proxy.stop(); await server.stop(); },
  };
}
async function supabase(): Promise<Place> {
  const server = await startSupabaseStorage();
  const proxy = await startFaultProxy(server.origin);
  return {
    proxy, count: () => server.objects.size, secrets: [proxy.origin, server.serviceKey],
    open: ({ timeoutMs, clock, origin = proxy.origin, secret }) => createSupabaseBlobs({ url: origin, serviceKey: secret ? server.anonKey : server.serviceKey, spoolDirectory, ...(clock ? { clock } : {}), ...(timeoutMs ? { timeoutMs } : {}) }),
    stop: async () => { await proxy.stop(); await server.stop(); },
  };
}

/** Twenty times as fast, and counts what was waited for in vain. */
function fastClock(): Clock & { waitedMs: number; armed: number } {
  const clock = {
    ...systemClock, waitedMs: 0, armed: 0,
    after(delayMs: number, task: () => void) {
      clock.armed += 1;
      let over = false;
      const end = () => { if (!over) clock.armed -= 1; over = true; };
      const cancel = systemClock.after(delayMs / 20, () => { end(); clock.waitedMs += delayMs; task(); });
      return () => { end(); cancel(); };
    },
  };
  return clock;
}

const faulty = { code: "storage_unavailable" };
const always = () => true;
const isUpload = ({ method, path }: { method: string; path: string }) => method === "PUT" || (method === "POST" && /\/object\/recordings\//.test(path));
const isDownload = ({ method, path }: { method: string; path: string }) => method === "GET" && /[A-Za-z0-9_-]{40}/.test(path);
const failure = (work: Promise<unknown>): Promise<Error> => work.then(() => { throw new Error("it went well"); }, (error: Error) => error);

describe.each([["S3", s3], ["Supabase Storage", supabase]] as const)("a faulty store: %s", (_name, start) => {
  let place: Place;
  beforeAll(async () => { place = await start(); await place.open({}).check(); }); // the client is loaded
  afterAll(() => place.stop());
  beforeEach(() => { place.proxy.fault = null; place.proxy.answerHeaders = () => ({}); place.proxy.requests.length = 0; });
  const nothingStays = () => expect({ stored: place.count(), spooled: leftIn(spoolDirectory) }).toEqual({ stored: 0, spooled: [] });

  test.each<ProxyFault>(["refuse", "hang", "error"])("one that %ss ends a recording while the call still runs, and every other call too, and nothing stays", async (kind) => {
    const blobs = place.open({ timeoutMs: 300 });
    place.proxy.fault = { kind, when: always };
    const silent = Promise.withResolvers<void>();
    await expect(blobs.put(newKey(), (async function* () { yield randomBytes(1_000); await silent.promise; })())).rejects.toMatchObject(faulty);
    silent.resolve();
    for (const call of [() => blobs.get(newKey()), () => blobs.delete(newKey()), () => blobs.listOlderThan(new Date()), () => blobs.check()]) await expect(call()).rejects.toMatchObject(faulty);
    nothingStays();
  });

  test.each([["from the beginning", always], ["from the upload on", ({ method }: { method: string }) => method !== "HEAD" && method !== "GET"]] as const)("one that hangs %s is given up within 8 s, with the times that hold in life", async (_when, when) => {
    const clock = fastClock();
    place.proxy.fault = { kind: "hang", when };
    await expect(place.open({ clock }).put(newKey(), piecesOf(randomBytes(1_000)))).rejects.toMatchObject(faulty);
    expect(clock.waitedMs).toBeGreaterThan(0);
    expect(clock.waitedMs).toBeLessThan(8_000);
    expect(clock.armed).toBe(0);
    nothingStays();
  });

  test.each<ProxyFault>(["refuse", "error", "cut-upload", "stall-upload", "lose-answer"])("an upload that meets “%s” twice fails whole: no half, no whole and no file stays", async (kind) => {
    place.proxy.fault = { kind, when: isUpload };
    await expect(place.open({ timeoutMs: 1_000 }).put(newKey(), piecesOf(randomBytes(3_000_000)))).rejects.toMatchObject(faulty);
    nothingStays();
  });

  test.each<ProxyFault>(["refuse", "error", "cut-upload"])("an upload that meets “%s” once is repeated, and is whole", async (kind) => {
    const blobs = place.open({ timeoutMs: 2_000 });
    const key = newKey();
    const body = randomBytes(3_000_000);
    place.proxy.fault = { kind, when: isUpload, times: 1 };
    const { sha256 } = await blobs.put(key, piecesOf(body));
    expect(createHash("sha256").update(await read(await blobs.get(key)) ?? "").digest().equals(Buffer.from(sha256))).toBe(true);
    expect(place.proxy.requests.filter(isUpload).length).toBe(2);
    await blobs.delete(key);
    nothingStays();
  });

  test("an abort in the middle of an upload ends it at once, and nothing stays", async () => {
    const stopping = new AbortController();
    place.proxy.fault = { kind: "stall-upload", when: (request) => { if (isUpload(request)) setImmediate(() => stopping.abort(new Error("withdrawn"))); return isUpload(request); } };
    await expect(place.open({}).put(newKey(), piecesOf(randomBytes(8_000_000)), { signal: stopping.signal })).rejects.toThrow("withdrawn");
    nothingStays();
  });

  test.each<ProxyFault>(["cut-download", "stall-download"])("a download that meets “%s” ends in an error and never looks whole", async (kind) => {
    const blobs = place.open({ timeoutMs: 1_000 });
    const key = newKey();
    await blobs.put(key, piecesOf(randomBytes(3_000_000)));
    place.proxy.fault = { kind, when: isDownload };
    const found = await blobs.get(key);
    expect(found?.sizeBytes).toBe(3_000_000);
    expect(await failure(read(found))).toMatchObject(faulty);
    await blobs.delete(key);
    nothingStays();
  });

  test("a reader that takes nothing for a while is not cut off: no time runs against it", async () => {
    const key = newKey();
    await place.open({}).put(key, piecesOf(randomBytes(2_000_000)));
    const clock = fastClock();
    const reader = (await place.open({ clock, timeoutMs: 20_000 }).get(key))?.body.getReader();
    let readBytes = (await reader?.read())?.value?.length ?? 0;
    expect(readBytes).toBeLessThan(2_000_000);
    expect(clock.armed).toBe(0);
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) readBytes += piece.value.length;
    expect(readBytes).toBe(2_000_000);
    expect(clock.armed).toBe(0);
    await place.open({}).delete(key);
  });

  test("one that takes no notice of a range still gives exactly its bytes", async () => {
    const blobs = place.open({});
    const key = newKey();
    const body = randomBytes(300_000);
    await blobs.put(key, piecesOf(body));
    const deaf = place.open({ origin: (await deafProxy(place.proxy.origin)).origin });
    expect((await read(await deaf.get(key, { from: 1_000, to: 200_000 })))?.equals(body.subarray(1_000, 200_001))).toBe(true);
    await blobs.delete(key);
  });

  test("a wrong key, or a server that is not there, is an error, never an empty store; a delete that removed nothing for want of rights is no success", async () => {
    const key = newKey();
    await place.open({}).put(key, piecesOf(randomBytes(1_000)));
    for (const blobs of [place.open({ secret: "of-somebody-else" }), place.open({ origin: "http://127.0.0.1:1" })]) {
      for (const call of [() => blobs.check(), () => blobs.put(newKey(), piecesOf(randomBytes(10))), () => blobs.delete(key)]) await expect(call()).rejects.toMatchObject(faulty);
    }
    expect((await read(await place.open({}).get(key)))?.length).toBe(1_000);
    await place.open({}).delete(key);
    nothingStays();
  });

  test("no error names a key, an address or a secret, or quotes the store", async () => {
    const key = newKey();
    const said: string[] = [];
    for (const kind of ["refuse", "error"] as const) {
      place.proxy.fault = { kind, when: always };
      const blobs = place.open({ timeoutMs: 500 });
      for (const work of [() => blobs.get(key), () => blobs.delete(key), () => blobs.check(), () => blobs.put(key, piecesOf(randomBytes(5)))]) said.push(JSON.stringify(serializeError(await failure(work()))));
    }
    place.proxy.fault = null;
    said.push(JSON.stringify(serializeError(await failure(place.open({ secret: "of-somebody-else" }).check()))));
    for (const secret of [key, "secret words", "127.0.0.1", ...place.secrets]) expect(said.filter((text) => text.includes(secret))).toEqual([]);
  });
});

/** In front of the other one: takes the range out of what is asked. */
async function deafProxy(target: string): Promise<{ origin: string }> {
  const proxy = await startFaultProxy(target);
  deaf.push(proxy);
  proxy.dropHeaders = ["range"];
  return proxy;
}
const deaf: FaultProxy[] = [];
afterAll(() => Promise.all(deaf.map((proxy) => proxy.stop())));

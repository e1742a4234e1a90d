import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@/lib/platform/clock";
import { leftIn, newKey, piecesOf } from "@/lib/testing/blob-contract";
import { startFaultProxy, type FaultProxy } from "@/lib/testing/fault-proxy";
import { startSupabaseStorage, type SupabaseStorageServer } from "@/lib/testing/supabase-storage-server";
import { createSupabaseBlobs } from "./blob-supabase";

const directory = mkdtempSync(join(tmpdir(), "parley-supabase-store-"));
let server: SupabaseStorageServer;
let proxy: FaultProxy;
beforeAll(async () => { server = await startSupabaseStorage(); proxy = await startFaultProxy(server.origin); });
afterAll(async () => { await proxy.stop(); await server.stop(); rmSync(directory, { recursive: true, force: true }); });
const whole = { public: false, mostBytes: 50 * 1024 * 1024, mimetypes: ["audio/wav"] };
beforeEach(() => { server.bucket = { ...whole }; server.now = () => new Date(); proxy.requests.length = 0; });

const now = new Date("2026-11-25T10:00:00.700Z");
const open = () => createSupabaseBlobs({ url: proxy.origin, serviceKey: server.serviceKey, spoolDirectory: directory, clock: { ...systemClock, now: () => now } });
const storedKey = async () => { const key = newKey(); await open().put(key, piecesOf(Buffer.from("hello"))); return key; };
const expiryOf = (url: string | null) => (JSON.parse(Buffer.from(new URL(url ?? "").searchParams.get("token")?.split(".")[1] ?? "", "base64url").toString()) as { exp: number }).exp * 1_000;

test.each([[0, "to the second"], [-40_000, "behind ours"], [7_000, "seven seconds ahead, or an answer that took as long"]])("a signed address never outlives the expiry, by a store whose clock is off by %i ms (%s)", async (offMs) => {
  server.now = () => new Date(now.getTime() + offMs);
  const expiresAt = new Date(now.getTime() + 90_500);
  const url = await open().signedUrl(await storedKey(), expiresAt);
  expect(expiryOf(url)).toBeLessThanOrEqual(expiresAt.getTime());
  expect(expiryOf(url)).toBeGreaterThan(now.getTime());
});

test("no address is given where the store's clock is so far ahead that each would live too long", async () => {
  server.now = () => new Date(now.getTime() + 3_600_000);
  expect(await open().signedUrl(await storedKey(), new Date(now.getTime() + 90_000))).toBeNull();
});

test("a signed address gives the bytes to somebody without a key, not a moment after its expiry, and not another's bytes", async () => {
  server.now = () => now;
  const [key, other] = [await storedKey(), await storedKey()];
  const url = (await open().signedUrl(key, new Date(now.getTime() + 60_000)) ?? "").replace(proxy.origin, server.origin);
  expect(await (await fetch(url)).text()).toBe("hello");
  expect((await fetch(url.replace(key, other))).status).toBe(400);
  expect((await fetch(`${url}x`)).status).toBe(400);
  server.now = () => new Date(now.getTime() + 60_000);
  expect((await fetch(url)).status).toBe(400);
});

test("an upload has a length, a type, no public life in a cache, and the service key in its header alone", async () => {
  await storedKey();
  const { headers, path } = proxy.requests.find(({ method, path: asked }) => method === "POST" && asked.includes("/object/recordings/")) ?? { headers: {}, path: "" };
  expect([headers["content-length"], headers["transfer-encoding"], headers["content-type"], headers["cache-control"]]).toEqual(["5", undefined, "audio/wav", "max-age=0"]);
  expect(headers.authorization).toBe(`Bearer ${server.serviceKey}`);
  expect(path).not.toContain(server.serviceKey);
});

test("faults that come as HTTP 400 with the code in the body are read from the body", async () => {
  server.bucket = { ...whole, mimetypes: ["image/png"] };
  await expect(open().put(newKey(), piecesOf(randomBytes(10)))).rejects.toMatchObject({ code: "storage_unavailable", message: "Supabase Storage: it answered 415" });
  server.bucket = { ...whole, mostBytes: 5 };
  await expect(open().put(newKey(), piecesOf(randomBytes(10)))).rejects.toMatchObject({ message: "Supabase Storage: it answered 413" });
  expect(await open().get(newKey())).toBeNull();
});

test("a bucket that is missing is a fault of ours, never “no such recording” and never a success", async () => {
  const key = await storedKey();
  server.bucket = null;
  for (const call of [() => open().check(), () => open().put(newKey(), piecesOf(randomBytes(10))), () => open().delete(key), () => open().delete(newKey())]) await expect(call()).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("a bucket that is public takes no recording", async () => {
  server.bucket = { ...whole, public: true };
  const before = server.objects.size;
  await expect(open().put(newKey(), piecesOf(randomBytes(10)))).rejects.toMatchObject({ code: "storage_unavailable", message: expect.stringContaining("public") });
  expect(server.objects.size).toBe(before);
});

test("a recording beyond what the bucket takes ends while its call still runs, and is not sent", async () => {
  const silent = Promise.withResolvers<void>();
  const piece = Buffer.alloc(1024 * 1024);
  const endless = (async function* () { for (let sent = 0; sent < 51; sent += 1) yield piece; await silent.promise; })();
  await expect(open().put(newKey(), endless)).rejects.toMatchObject({ code: "storage_unavailable", message: expect.stringContaining("52428800") });
  silent.resolve();
  expect(proxy.requests.filter(({ method }) => method === "POST")).toEqual([]);
  expect(leftIn(directory)).toEqual([]);
});

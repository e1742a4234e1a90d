import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@/lib/platform/clock";
import { newKey, piecesOf } from "@/lib/testing/blob-contract";
import { startFaultProxy, type FaultProxy } from "@/lib/testing/fault-proxy";
import { startS3Server, type S3Server } from "@/lib/testing/s3-server";
import { createS3Blobs } from "./blob-s3";

const directory = mkdtempSync(join(tmpdir(), "parley-s3-store-"));
let server: S3Server;
let proxy: FaultProxy;
beforeAll(async () => { server = await startS3Server(); proxy = await startFaultProxy(server.origin); });
afterAll(async () => { await proxy.stop(); await server.stop(); rmSync(directory, { recursive: true, force: true }); });
beforeEach(() => { proxy.answerHeaders = () => ({}); proxy.requests.length = 0; });

const now = new Date("2026-11-25T10:00:00.700Z");
const open = ({ now: at = () => now, ...options }: { endpoint?: string | null; now?: () => Date } = {}) => createS3Blobs({ endpoint: proxy.origin, region: "eu-central-1", bucket: server.bucket, accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey, spoolDirectory: directory, clock: { ...systemClock, now: at }, ...options });

test.each([[24 * 3_600_000, 86_400], [90_500, 90], [1_999, 1]])("a signed address that is asked to end in %i ms carries an expiry of %i s from the second that began, and so never outlives it", async (lifeMs, seconds) => {
  const expiresAt = new Date(now.getTime() + lifeMs);
  const query = new URL(await open().signedUrl(newKey(), expiresAt) ?? "").searchParams;
  expect([query.get("X-Amz-Expires"), query.get("X-Amz-Date")]).toEqual([String(seconds), "20261125T100000Z"]);
  expect(Date.parse("2026-11-25T10:00:00Z") + Number(query.get("X-Amz-Expires")) * 1_000).toBeLessThanOrEqual(expiresAt.getTime());
  expect([query.get("response-cache-control"), query.get("response-content-disposition")]).toEqual(["private, no-store", "attachment"]);
});

test("a signed address gives the bytes to somebody without a key until it ends, and holds no secret of ours", async () => {
  const blobs = open({ now: systemClock.now });
  const key = newKey();
  await blobs.put(key, piecesOf(Buffer.from("hello")));
  const url = await blobs.signedUrl(key, new Date(Date.now() + 60_000)) ?? "";
  expect(await (await fetch(url)).text()).toBe("hello");
  const past = open({ now: () => new Date(Date.now() - 60_000) });
  expect((await fetch(await past.signedUrl(key, new Date(Date.now() - 1_000)) ?? "")).status).toBe(403);
  expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe("host");
  await blobs.delete(key);
});

test("Amazon's own is asked at the bucket's name, another's by path", async () => {
  const until = new Date(now.getTime() + 60_000);
  expect(new URL(await open({ endpoint: null }).signedUrl(newKey(), until) ?? "").host).toBe("audio.s3.eu-central-1.amazonaws.com");
  expect(new URL(await open().signedUrl(newKey(), until) ?? "").pathname).toMatch(/^\/audio\/recordings\//);
});

test("an upload carries its length and a digest that the store compares, and asks for no checksum that only Amazon knows", async () => {
  const key = newKey();
  await open().put(key, piecesOf(randomBytes(100)));
  const headers: IncomingHttpHeaders = proxy.requests.find(({ method }) => method === "PUT")?.headers ?? {};
  expect([headers["content-length"], headers["content-type"], headers["transfer-encoding"]]).toEqual(["100", "audio/wav", undefined]);
  expect(headers["content-md5"]).toMatch(/^[\w+/]{22}==$/);
  expect(headers.authorization).toContain("content-md5");
  expect(Object.keys(headers).filter((name) => name.startsWith("x-amz-checksum") || name === "x-amz-sdk-checksum-algorithm")).toEqual([]);
  await open().delete(key);
});

test("a bucket that keeps old versions takes no recording: what was sent is taken back by its version, and the reason is said", async () => {
  proxy.answerHeaders = ({ method }) => (method === "PUT" ? { "x-amz-version-id": "v7" } : {});
  await expect(open().put(newKey(), piecesOf(randomBytes(100)))).rejects.toMatchObject({ code: "storage_unavailable", message: expect.stringContaining("versioning") });
  expect(proxy.requests.some(({ method, path }) => method === "DELETE" && path.includes("versionId=v7"))).toBe(true);
  expect(server.files()).toEqual([]);
});

test("a delete that only hides the bytes behind a marker is an error, so that no receipt is written; on a bucket without versions any more it is none", async () => {
  const key = newKey();
  await open().put(key, piecesOf(randomBytes(100)));
  proxy.answerHeaders = ({ method }) => (method === "DELETE" ? { "x-amz-delete-marker": "true", "x-amz-version-id": "v8" } : {});
  await expect(open().delete(key)).rejects.toMatchObject({ code: "storage_unavailable", message: expect.stringContaining("versioning") });
  proxy.answerHeaders = ({ method }) => (method === "DELETE" ? { "x-amz-delete-marker": "true", "x-amz-version-id": "null" } : {});
  await expect(open().delete(key)).resolves.toBe(false);
});

test("what else is in the bucket is neither listed nor in reach", async () => {
  const foreign = createS3Blobs({ endpoint: server.origin, region: "eu-central-1", bucket: server.bucket, accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey, spoolDirectory: directory });
  const { S3Client, PutObjectCommand } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ endpoint: server.origin, region: "eu-central-1", forcePathStyle: true, credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey } });
  for (const Key of ["a-file-of-somebody-else", "recordings/notes.txt", "recordings/deep/aaaaaaaaaaaaaaaaaaaaaaaa"]) await client.send(new PutObjectCommand({ Bucket: server.bucket, Key, Body: "x" }));
  client.destroy();
  expect(await foreign.listOlderThan(new Date(Date.now() + 60_000))).toEqual([]);
});

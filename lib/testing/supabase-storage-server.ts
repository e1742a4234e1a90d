/** Supabase Storage as its client sees it, on loopback: written from the client's wire and the faults that a real one was seen to answer. Bytes are files, so that nothing is whole before it has arrived. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, renameSync, rmSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

interface StoredObject { path: string; sizeBytes: number; mimetype: string; cacheControl: string; createdAt: Date; updatedAt: Date }
interface Bucket { public: boolean; mostBytes: number; mimetypes: readonly string[] }
export interface SupabaseStorageServer {
  origin: string;
  serviceKey: string;
  anonKey: string;
  objects: Map<string, StoredObject>;
  bucket: Bucket | null;
  /** Its own clock, by which tokens end. */
  now: () => Date;
  stop(): Promise<void>;
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
function token(payload: Record<string, unknown>, secret: string): string {
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part(payload)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
function readToken(text: string, secret: string): Record<string, unknown> | null {
  const [head = "", body = "", signature = ""] = text.split(".");
  const expected = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected) ? JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown> : null;
}

/** The odd form: HTTP 400, and the code in the body, as a string. */
class Refusal extends Error { constructor(readonly statusCode: string, readonly error: string, message: string) { super(message); } }
const noObject = () => new Refusal("404", "not_found", "Object not found");

export async function startSupabaseStorage(): Promise<SupabaseStorageServer> {
  const directory = mkdtempSync(join(tmpdir(), "parley-storage-"));
  const secret = randomUUID() + randomUUID();
  const objects = new Map<string, StoredObject>();
  const listener = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || request.destroyed) return void response.destroy();
      request.resume();
      const { statusCode, error: name, message } = error instanceof Refusal ? error : new Refusal("500", "internal", "it broke");
      send(response, statusCode === "500" ? 500 : 400, { statusCode, error: name, message });
    });
  });
  const send = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [root, version, kind = "", ...rest] = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
    if (root !== "storage" || version !== "v1") throw new Refusal("404", "not_found", "Route not found");
    const signed = request.method === "GET" && kind === "object" && rest[0] === "sign";
    if (signed) return openSigned(rest.slice(1).join("/"), url.searchParams.get("token") ?? "", request, response);
    const caller = readToken((request.headers.authorization ?? "").replace(/^Bearer /, ""), secret);
    if (!caller) throw new Refusal("403", "Unauthorized", "Invalid Compact JWS");
    const role = caller.role === "service_role" ? "service" : "anon";
    const bucket = role === "service" ? server.bucket : null; // no policy lets anybody else see it
    if (kind === "bucket" && request.method === "GET") {
      if (!bucket || rest[0] !== "recordings") throw new Refusal("404", "Bucket not found", "Bucket not found");
      return void send(response, 200, { id: "recordings", name: "recordings", public: bucket.public, file_size_limit: bucket.mostBytes, allowed_mime_types: bucket.mimetypes });
    }
    if (kind !== "object") throw new Refusal("404", "not_found", "Route not found");
    if (request.method === "DELETE") return remove(rest, await readJson(request), bucket, response);
    if (request.method === "POST" && rest[0] === "list") return list(await readJson(request), bucket, response);
    if (request.method === "POST" && rest[0] === "sign") return sign(rest.slice(1), await readJson(request), bucket, response);
    if (request.method === "POST") return upload(rest, role, request, response);
    if (request.method === "GET") return open(keyOf(rest, bucket), request, response);
    throw new Refusal("404", "not_found", "Route not found");
  }

  function keyOf([bucketName, ...path]: string[], bucket: Bucket | null): string {
    const key = path.join("/");
    if (!bucket || bucketName !== "recordings" || !objects.has(key)) throw noObject();
    return key;
  }

  async function upload([bucketName, ...path]: string[], role: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { bucket } = server;
    if (!bucket || bucketName !== "recordings") throw new Refusal("404", "Bucket not found", "Bucket not found");
    if (role !== "service") throw new Refusal("403", "Unauthorized", "new row violates row-level security policy");
    const key = path.join("/");
    const mimetype = request.headers["content-type"] ?? "";
    if (!/^[\w!\-./*'() &$@=;:+,?]+$/.test(key)) throw new Refusal("400", "InvalidKey", `Invalid key: ${key}`);
    if (!bucket.mimetypes.includes(mimetype)) throw new Refusal("415", "invalid_mime_type", `mime type ${mimetype} is not supported`);
    const tooLarge = () => new Refusal("413", "Payload too large", "The object exceeded the maximum allowed size");
    if (Number(request.headers["content-length"] ?? 0) > bucket.mostBytes) throw tooLarge();
    if (objects.has(key) && request.headers["x-upsert"] !== "true") throw new Refusal("409", "Duplicate", "The resource already exists");
    const arriving = join(directory, randomUUID());
    let sizeBytes = 0;
    try {
      await pipeline(request, async function* (source: AsyncIterable<Buffer>) {
        for await (const piece of source) {
          sizeBytes += piece.length;
          if (sizeBytes > bucket.mostBytes) throw tooLarge();
          yield piece;
        }
      }, createWriteStream(arriving));
    } catch (error) { rmSync(arriving, { force: true }); throw error; }
    const place = join(directory, randomUUID());
    renameSync(arriving, place);
    const before = objects.get(key);
    if (before) rmSync(before.path, { force: true });
    objects.set(key, { path: place, sizeBytes, mimetype, cacheControl: request.headers["cache-control"] ?? "", createdAt: before?.createdAt ?? server.now(), updatedAt: server.now() });
    send(response, 200, { Key: `recordings/${key}`, Id: randomUUID() });
  }

  async function open(key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = objects.get(key);
    if (!found) throw noObject();
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const from = range ? Number(range[1]) : 0;
    const to = Math.min(found.sizeBytes - 1, range?.[2] ? Number(range[2]) : found.sizeBytes - 1);
    if (range && from >= found.sizeBytes) throw new Refusal("416", "InvalidRange", "The requested range is not satisfiable");
    response.writeHead(range ? 206 : 200, { "content-type": found.mimetype, "cache-control": found.cacheControl, "accept-ranges": "bytes", "content-length": to - from + 1, ...(range ? { "content-range": `bytes ${from}-${to}/${found.sizeBytes}` } : {}) });
    await pipeline(createReadStream(found.path, { start: from, end: Math.max(from, to) }), response);
  }

  function remove([bucketName]: string[], body: Record<string, unknown>, bucket: Bucket | null, response: ServerResponse): void {
    const asked = Array.isArray(body.prefixes) ? body.prefixes.map(String) : [];
    const gone = bucket && bucketName === "recordings" ? asked.filter((key) => objects.has(key)) : [];
    for (const key of gone) { rmSync(objects.get(key)?.path ?? "", { force: true }); objects.delete(key); }
    send(response, 200, gone.map((name) => ({ name, bucket_id: "recordings" }))); // what one may not see is simply not there
  }

  function list(body: Record<string, unknown>, bucket: Bucket | null, response: ServerResponse): void {
    const { column = "name", order = "asc" } = (body.sortBy ?? {}) as { column?: string; order?: string };
    if (!["name", "updated_at", "created_at", "last_accessed_at"].includes(column) || !["asc", "desc"].includes(order)) throw new Refusal("400", "invalid_sort", "body/sortBy must be one of the allowed values");
    const rows = (bucket ? [...objects] : []).map(([name, { createdAt, updatedAt, sizeBytes, mimetype }]) => ({ name, id: randomUUID(), updated_at: updatedAt.toISOString(), created_at: createdAt.toISOString(), last_accessed_at: updatedAt.toISOString(), metadata: { size: sizeBytes, mimetype } }));
    const by = (row: (typeof rows)[number]) => (column === "name" ? row.name : column === "updated_at" ? row.updated_at : row.created_at);
    rows.sort((a, b) => (by(a) < by(b) ? -1 : 1) * (order === "asc" ? 1 : -1));
    const [offset, limit] = [Number(body.offset ?? 0), Number(body.limit ?? 100)];
    send(response, 200, rows.slice(offset, offset + limit));
  }

  function sign(path: string[], body: Record<string, unknown>, bucket: Bucket | null, response: ServerResponse): void {
    const key = keyOf(path, bucket);
    if (!Number.isInteger(body.expiresIn) || Number(body.expiresIn) < 1) throw new Refusal("400", "invalid_expiry", "body/expiresIn must be >= 1");
    const iat = Math.floor(server.now().getTime() / 1_000);
    send(response, 200, { signedURL: `/object/sign/recordings/${key}?token=${token({ url: `recordings/${key}`, iat, exp: iat + Number(body.expiresIn) }, secret)}` });
  }

  async function openSigned(place: string, text: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const held = readToken(text, secret);
    if (!held) throw new Refusal("400", "InvalidJWT", "signature verification failed");
    if (Number(held.exp) * 1_000 <= server.now().getTime()) throw new Refusal("400", "InvalidJWT", "\"exp\" claim timestamp check failed");
    if (held.url !== place) throw new Refusal("400", "InvalidSignature", "The url does not match the signature");
    return open(place.split("/").slice(1).join("/"), request, response);
  }

  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const server: SupabaseStorageServer = {
    origin: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`, serviceKey: token({ role: "service_role" }, secret), anonKey: token({ role: "anon" }, secret),
    objects, bucket: { public: false, mostBytes: 50 * 1024 * 1024, mimetypes: ["audio/wav"] }, now: () => new Date(),
    async stop() {
      listener.closeAllConnections();
      listener.close();
      await once(listener, "close");
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return server;
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try { return JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>; } catch { throw new Refusal("400", "invalid_json", "Body is not valid JSON"); }
}

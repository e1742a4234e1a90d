/** Recordings in a private bucket of Supabase Storage, by its own client and the service key. It expires nothing by itself: the sweep deletes, through the API. */
import { AsyncLocalStorage } from "node:async_hooks";
import { Readable } from "node:stream";
import { createRemoteBlobs, readExtent, type RemoteBlobs, type RemoteOptions } from "./blob-remote";
import type { BlobStore } from "./blob-store";

export interface SupabaseSettings extends RemoteOptions {
  url: string;
  /** Of the service role: the bucket has no policy for anybody else. */
  serviceKey: string;
  bucket?: string;
  pageSize?: number;
}

/** What `supabase/migrations` allows, and what Supabase's smallest plan takes: about nine minutes of a call. */
const mostBytes = 50 * 1024 * 1024;

/** The client takes no signal for most calls and hides the headers of what it downloads: both pass by here. */
interface Asking { signal: AbortSignal; headers: Headers | null }

export function createSupabaseBlobs(settings: SupabaseSettings): BlobStore {
  const { bucket = "recordings", pageSize = 1_000 } = settings;
  const asking = new AsyncLocalStorage<Asking>();
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load(settings, async (input, init) => {
    const now = asking.getStore();
    const response = await fetch(input, { ...init, redirect: "error", ...(now ? { signal: now.signal } : {}) });
    if (now) now.headers = response.headers;
    return response;
  }));
  type Files = ReturnType<Awaited<ReturnType<typeof load>>["storage"]["from"]>;
  /** Throws the client's own error where it only tells of one. */
  async function ask<T>(signal: AbortSignal, work: (files: Files) => PromiseLike<{ data: T; error: null } | { data: unknown; error: Error }>): Promise<{ data: NonNullable<T>; headers: Headers | null }> {
    const client = await loaded();
    const now: Asking = { signal, headers: null };
    const { data, error } = await asking.run(now, async () => work(client.storage.from(bucket)));
    if (error || data === null || data === undefined) throw error ?? new Error("an answer without content");
    return { data: data as NonNullable<T>, headers: now.headers };
  }

  const remote: RemoteBlobs = {
    name: "Supabase Storage", mostBytes,
    async check(signal) {
      const client = await loaded();
      const found = (await ask(signal, () => client.storage.getBucket(bucket))).data;
      if (found.public) throw new Error(isPublic);
    },
    async send(key, file, signal) {
      // Without a length the body would go in chunks, which some proxies hold back whole.
      await ask(signal, (files) => files.upload(key, streamOf(file.open()), { upsert: true, contentType: "audio/wav", cacheControl: "0", headers: { "content-length": String(file.sizeBytes) } }));
    },
    async open(key, range, signal) {
      const found = await ask(signal, (files) => (range ? files.setHeader("range", `bytes=${range.from}-${range.to}`) : files).setHeader("accept-encoding", "identity").download(key, {}, { cache: "no-store" }).asStream()).catch((error: unknown) => {
        if (isMissingObject(error)) return null;
        throw error;
      });
      if (!found) return null;
      return { ...readExtent(found.headers?.get("content-range"), found.headers?.get("content-length")), body: found.data };
    },
    async remove(key, signal) {
      const { data } = await ask(signal, (files) => files.remove([key]));
      if (data.length > 0) return true;
      // Nothing removed, with no error, is also what somebody without rights is told.
      await remote.check(signal);
      return false;
    },
    async listPage(next, before, signal) {
      const offset = Number(next ?? 0);
      const { data } = await ask(signal, (files) => files.list("", { limit: pageSize, offset, sortBy: { column: "updated_at", order: "asc" } }));
      const blobs = data.map(({ name, updated_at: writtenAt }) => ({ key: name, writtenAt: new Date(writtenAt ?? 0) }));
      const last = blobs.at(-1);
      return { blobs, next: data.length < pageSize || !last || last.writtenAt >= before ? null : String(offset + data.length) };
    },
    /** The store counts from its own clock: what it gives is read again, and asked for shorter where it would live too long. */
    async sign(key, seconds, now, signal) {
      const latest = Math.floor(now.getTime() / 1_000) + seconds;
      for (let asked = seconds, tries = 0; asked > 0 && tries < 3; tries += 1) {
        const { data } = await ask(signal, (files) => files.createSignedUrl(key, asked));
        const excess = expiryOf(data.signedUrl) - latest;
        if (excess <= 0) return data.signedUrl;
        asked -= excess;
      }
      return null;
    },
    explain(error) {
      if (error instanceof Error && error.message === isPublic) return { words: isPublic, passing: false };
      const statusCode = codeOf(error);
      return { words: statusCode ? `it answered ${statusCode}` : "it cannot be reached", passing: statusCode === null || /^(429|5\d\d)$/.test(statusCode) };
    },
  };
  return createRemoteBlobs(remote, settings);
}

const isPublic = "the bucket is public; make it private";

/** Loaded at the first use: an installation that keeps files does not pay for it. */
async function load({ url, serviceKey }: SupabaseSettings, fetcher: typeof fetch) {
  const [{ createClient }, { default: WebSocket }] = await Promise.all([import("@supabase/supabase-js"), import("ws")]);
  // Node 20 has no WebSocket of its own, without which the client does not begin; no socket is ever opened.
  return createClient(url, serviceKey, { auth: { persistSession: false, autoRefreshToken: false }, realtime: { transport: WebSocket as never }, global: { fetch: fetcher } });
}

/** Most faults come as HTTP 400 with the real code in the body, which the client reads into `statusCode`; null where nobody answered. */
function codeOf(error: unknown): string | null {
  const found = typeof error === "object" && error !== null && "statusCode" in error ? String(error.statusCode) : "";
  return /^\w{3,40}$/.test(found) && found !== "undefined" ? found : null;
}

/** Not where the bucket is missing, which is a fault of ours and has the same code. */
const isMissingObject = (error: unknown): boolean => ["404", "NoSuchKey"].includes(codeOf(error) ?? "") && error instanceof Error && !/bucket/i.test(error.message);

/** Seconds since 1970 at which the address ends, from its token; never where it cannot be read, so that such a one is not given out. */
function expiryOf(signedUrl: string): number {
  try {
    const body: unknown = JSON.parse(Buffer.from(new URL(signedUrl).searchParams.get("token")?.split(".")[1] ?? "", "base64url").toString());
    return typeof body === "object" && body !== null && "exp" in body && typeof body.exp === "number" ? body.exp : Number.POSITIVE_INFINITY;
  } catch { return Number.POSITIVE_INFINITY; }
}

const streamOf = (source: AsyncIterable<Uint8Array>) => Readable.toWeb(Readable.from(source, { objectMode: false })) as ReadableStream<Uint8Array>;

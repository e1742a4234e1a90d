/** Recordings in a bucket of Amazon's or of any server that speaks S3. Objects are under one prefix, so that nothing else in the bucket is ever listed or swept. */
import { Readable } from "node:stream";
import { createHash } from "node:crypto";
import { createRemoteBlobs, readExtent, type RemoteBlobs, type RemoteOptions } from "./blob-remote";
import type { BlobStore } from "./blob-store";

export interface S3Settings extends RemoteOptions {
  /** Null for Amazon's own; another's is asked by path, since not every one has a name for each bucket. */
  endpoint: string | null;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** At most 1,000, which is S3's own limit. */
  pageSize?: number;
}

const prefix = "recordings/";

export function createS3Blobs(settings: S3Settings): BlobStore {
  const { bucket: Bucket, pageSize = 1_000 } = settings;
  const place = (key: string) => ({ Bucket, Key: prefix + key });
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load(settings));

  const remote: RemoteBlobs = {
    name: "S3", mostBytes: null,
    async check(abortSignal) {
      const { client, s3 } = await loaded();
      await client.send(new s3.HeadBucketCommand({ Bucket }), { abortSignal });
    },
    async send(key, file, abortSignal) {
      const { client, s3 } = await loaded();
      const md5 = createHash("md5");
      for await (const piece of file.open()) md5.update(piece);
      // The digest is signed and compared by the store: a damaged upload is refused. MD5, for it is the one that every S3 server knows.
      const sent = await client.send(new s3.PutObjectCommand({ ...place(key), Body: Readable.from(file.open(), { objectMode: false }), ContentLength: file.sizeBytes, ContentMD5: md5.digest("base64"), ContentType: "audio/wav", CacheControl: "no-store" }), { abortSignal });
      if (!sent.VersionId || sent.VersionId === "null") return;
      await client.send(new s3.DeleteObjectCommand({ ...place(key), VersionId: sent.VersionId }), { abortSignal });
      throw new Error(keepsVersions);
    },
    async open(key, range, abortSignal) {
      const { client, s3 } = await loaded();
      const found = await client.send(new s3.GetObjectCommand({ ...place(key), ...(range ? { Range: `bytes=${range.from}-${range.to}` } : {}) }), { abortSignal }).catch((error: unknown) => {
        if (readFault(error).name === "NoSuchKey") return null;
        throw error;
      });
      if (!found) return null;
      if (!(found.Body instanceof Readable)) throw new Error("an answer without a body");
      const body = found.Body.on("error", () => {}); // told to whoever reads it; nobody may be reading
      abortSignal.addEventListener("abort", () => body.destroy(new Error("given up")), { once: true });
      return { ...readExtent(found.ContentRange, found.ContentLength), body };
    },
    async remove(key, abortSignal) {
      const { client, s3 } = await loaded();
      const existed = await client.send(new s3.HeadObjectCommand(place(key)), { abortSignal }).then(() => true, (error: unknown) => {
        if (readFault(error).status === 404) return false;
        throw error;
      });
      // Also where there was none: a bucket that is not there fails here, and here alone.
      const deleted = await client.send(new s3.DeleteObjectCommand(place(key)), { abortSignal });
      if (deleted.DeleteMarker && deleted.VersionId !== "null") throw new Error(keepsVersions);
      return existed;
    },
    async listPage(next, _before, abortSignal) {
      const { client, s3 } = await loaded();
      const page = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: pageSize, ...(next ? { ContinuationToken: next } : {}) }), { abortSignal });
      const blobs = (page.Contents ?? []).flatMap(({ Key, LastModified }) => (Key && LastModified ? [{ key: Key.slice(prefix.length), writtenAt: LastModified }] : []));
      return { blobs, next: page.IsTruncated ? page.NextContinuationToken ?? null : null };
    },
    async sign(key, seconds, now) {
      const { client, s3, presign } = await loaded();
      return presign(client, new s3.GetObjectCommand({ ...place(key), ResponseCacheControl: "private, no-store", ResponseContentDisposition: "attachment" }), { expiresIn: seconds, signingDate: now });
    },
    explain(error) {
      const { status, name } = readFault(error);
      if (error instanceof Error && error.message === keepsVersions) return { words: keepsVersions, passing: false };
      return { words: status ? `it answered ${status} ${name}` : "it cannot be reached", passing: status === undefined || status >= 500 };
    },
  };
  return createRemoteBlobs(remote, settings);
}

const keepsVersions = "the bucket keeps old versions, so that nothing in it can be deleted; use one on which versioning was never switched on";

/** What went wrong is told by the error; the client would write it to the console in words of its own. */
const say = () => {};
const mute = { trace: say, debug: say, info: say, warn: say, error: say };

/** Loaded at the first use: an installation that keeps files does not pay for it. */
async function load({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings) {
  const [s3, { getSignedUrl }] = await Promise.all([import("@aws-sdk/client-s3"), import("@aws-sdk/s3-request-presigner")]);
  const client = new s3.S3Client({
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}), region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 2, logger: mute,
    // The checksums that the client would add by itself are unknown to many servers.
    requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED",
  });
  return { client, s3, presign: getSignedUrl };
}

function readFault(error: unknown): { status: number | undefined; name: string } {
  if (typeof error !== "object" || error === null) return { status: undefined, name: "" };
  const status = "$metadata" in error && typeof error.$metadata === "object" && error.$metadata !== null && "httpStatusCode" in error.$metadata ? error.$metadata.httpStatusCode : undefined;
  const name = "name" in error && typeof error.name === "string" && /^\w{1,60}$/.test(error.name) ? error.name : "";
  return { status: typeof status === "number" ? status : undefined, name };
}

/** The store that the settings choose, one per process. */
import { join } from "node:path";
import { env, type Env } from "@/lib/platform/env";
import { isAppError } from "@/lib/platform/errors";
import type { PartHealth } from "@/lib/platform/health";
import { rootLog } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/singleton";
import { createLocalBlobs } from "./blob-local";
import { createS3Blobs } from "./blob-s3";
import type { BlobStore } from "./blob-store";
import { createSupabaseBlobs } from "./blob-supabase";

export const blobStore = (): BlobStore => singleton("blob-store", () => chooseBlobs(env()));

const kept = { local: "in files of this machine", supabase: "in Supabase Storage", s3: "in an S3 bucket" } as const satisfies Record<Env["BLOB_STORE"], string>;

/** `env` has made sure that what a choice needs is there. */
export function chooseBlobs(settings: Env): BlobStore {
  const spoolDirectory = join(settings.PARLEY_DATA_DIR, "spool");
  switch (settings.BLOB_STORE) {
    case "local": return createLocalBlobs(join(settings.PARLEY_DATA_DIR, "recordings"));
    case "supabase": return createSupabaseBlobs({ spoolDirectory, url: settings.SUPABASE_URL ?? "", serviceKey: settings.SUPABASE_SERVICE_KEY ?? "" });
    case "s3": return createS3Blobs({
      spoolDirectory, endpoint: settings.S3_ENDPOINT ?? null, region: settings.S3_REGION ?? "", bucket: settings.S3_BUCKET ?? "",
      accessKeyId: settings.S3_ACCESS_KEY_ID ?? "", secretAccessKey: settings.S3_SECRET_ACCESS_KEY ?? "",
    });
  }
}

/** An answer holds for so long: whoever asks for the health page again and again does not run up a bill at the store. */
const answerHoldsMs = 30_000;

/** For the health page: where recordings are kept, and whether the store answers. */
export function recordingsHealth(blobs = blobStore(), nowMs = performance.now): () => Promise<PartHealth> {
  let asked: { atMs: number; health: Promise<PartHealth> } | null = null;
  return () => {
    if (!asked || nowMs() - asked.atMs >= answerHoldsMs) asked = { atMs: nowMs(), health: look(blobs) };
    return asked.health;
  };
}

async function look(blobs: BlobStore): Promise<PartHealth> {
  const where = kept[env().BLOB_STORE];
  try {
    await blobs.check();
    return { state: "ok", detail: `Recordings are kept ${where}.` };
  } catch (error) {
    rootLog().error({ err: error }, "recordings cannot be kept");
    return { state: "down", detail: `Recordings are to be kept ${where}, which cannot be used now: ${isAppError(error) ? error.message : "the directory cannot be written to"}. Calls go on without a recording; docs/storage.md says what to check.` };
  }
}

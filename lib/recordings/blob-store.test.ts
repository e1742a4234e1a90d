import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobContract, leftIn } from "@/lib/testing/blob-contract";
import { startS3Server } from "@/lib/testing/s3-server";
import { startSupabaseStorage } from "@/lib/testing/supabase-storage-server";
import { createLocalBlobs } from "./blob-local";
import { createS3Blobs } from "./blob-s3";
import { createSupabaseBlobs } from "./blob-supabase";

const directory = mkdtempSync(join(tmpdir(), "parley-blobs-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const spool = (name: string) => join(directory, name);

blobContract("files of this machine", async () => ({
  blobs: createLocalBlobs(spool("local")), spoolDirectory: spool("local"), count: () => leftIn(spool("local")).length, stop: async () => {},
}));

blobContract("S3", async () => {
  const server = await startS3Server();
  const { origin: endpoint, ...keys } = server;
  return { blobs: createS3Blobs({ ...keys, endpoint, region: "us-east-1", spoolDirectory: spool("s3"), pageSize: 2 }), spoolDirectory: spool("s3"), count: () => server.files().length, stop: server.stop };
});

blobContract("Supabase Storage", async () => {
  const server = await startSupabaseStorage();
  return { blobs: createSupabaseBlobs({ url: server.origin, serviceKey: server.serviceKey, spoolDirectory: spool("supabase"), pageSize: 2 }), spoolDirectory: spool("supabase"), count: () => server.objects.size, stop: server.stop };
});

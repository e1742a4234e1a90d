import { createHmac } from "node:crypto";
import { deriveKey } from "@/lib/platform/crypto";

/** Stands for a person in what outlives them. With the installation's secret it follows from the id, so that a restored backup can be told whom to erase again. */
export function pseudonymOf(userId: string): string {
  const bytes = createHmac("sha256", deriveKey("erasure-pseudonyms")).update(userId.toLowerCase()).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

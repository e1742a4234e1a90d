/** Deletion receipts: what was deleted, when and why, signed with Ed25519 and chained by hash. */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { deriveKey } from "@/lib/platform/crypto";
import type { Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Receipt } from "./schema";
import * as store from "./store";

/** What is signed, as JSON in this order. `previous` is the hash of the receipt before, in hex; of the first, empty. */
const receiptBody = z.object({
  version: z.literal(1), id: z.string(), recordingId: z.string(), conversationId: z.string(), workspaceId: z.string(),
  sha256: z.string().nullable(), reason: z.string(), madeAt: z.string(), deletedAt: z.string(), sequence: z.number(), previous: z.string(),
});

/** DER of a PKCS #8 Ed25519 key, up to its 32 bytes. */
const keyHead = Buffer.from("302e020100300506032b657004220420", "hex");
const privateKey = (): KeyObject => createPrivateKey({ key: Buffer.concat([keyHead, deriveKey("deletion-receipts")]), format: "der", type: "pkcs8" });
export const receiptPublicKey = (): string => createPublicKey(privateKey()).export({ format: "pem", type: "spki" }).toString();

export interface Deleted { recordingId: string; conversationId: string; workspaceId: string; sha256: Buffer | null; reason: string; madeAt: string }

/** In the transaction that marks the recording deleted: one at a time, so that each is chained to the one before. */
export async function writeReceipt(tx: Statements, ctx: Ctx, deleted: Deleted): Promise<void> {
  const last = await store.lastReceipt(tx);
  const sequence = (last?.sequence ?? 0) + 1;
  const { recordingId, conversationId, workspaceId, reason, madeAt } = deleted;
  const id = newId("rct");
  const body = JSON.stringify({
    version: 1, id, recordingId, conversationId, workspaceId, sha256: deleted.sha256?.toString("hex") ?? null, reason, madeAt, deletedAt: ctx.clock.now().toISOString(), sequence, previous: last?.hash.toString("hex") ?? "",
  } satisfies z.infer<typeof receiptBody>);
  await store.insertReceipt(tx, { sequence, id, workspaceId, recordingId, conversationId, body, hash: hashOf(body), signature: sign(null, Buffer.from(body), privateKey()), createdAt: ctx.clock.now() });
}

const hashOf = (body: string): Buffer => createHash("sha256").update(body).digest();

function shown(row: store.ReceiptRow): Receipt {
  const body = receiptBody.parse(JSON.parse(row.body));
  return { id: body.id, recordingId: body.recordingId, conversationId: body.conversationId, sha256: body.sha256, reason: body.reason, madeAt: body.madeAt, deletedAt: body.deletedAt, sequence: body.sequence, body: row.body, signature: row.signature.toString("base64") };
}

/** Receipts of one conversation's recordings, also when the conversation is gone. */
export async function listReceipts(ctx: Ctx, input: { id: string }): Promise<{ items: Receipt[]; publicKey: string }> {
  return { items: (await store.listReceiptsOf(ctx, input.id)).map(shown), publicKey: receiptPublicKey() };
}

/** Reads the whole chain. Throws `conflict` with the first receipt that does not hold. */
export async function verifyReceipts(ctx: Ctx): Promise<{ verified: number }> {
  const system = asSystem(ctx);
  const key = createPublicKey(privateKey());
  let previous = "", sequence = 0;
  for (let batch = await store.readReceipts(system, 0); batch.length > 0; batch = await store.readReceipts(system, sequence)) {
    for (const row of batch) {
      const fault = faultOf(row, sequence + 1, previous, key);
      if (fault) throw new AppError("conflict", { public: `Receipt ${sequence + 1} does not hold: ${fault}.` });
      previous = row.hash.toString("hex");
      sequence = row.sequence;
    }
  }
  return { verified: sequence };
}

function faultOf(row: store.ReceiptRow, sequence: number, previous: string, key: KeyObject): string | null {
  if (row.sequence !== sequence) return "one is missing before it";
  if (!hashOf(row.body).equals(row.hash)) return "its text was changed";
  if (!verify(null, Buffer.from(row.body), key, row.signature)) return "its signature is not this installation's";
  const body = receiptBody.safeParse(JSON.parse(row.body));
  if (!body.success || body.data.sequence !== sequence || body.data.recordingId !== row.recordingId) return "its text tells of another";
  return body.data.previous === previous ? null : "it is not chained to the one before";
}

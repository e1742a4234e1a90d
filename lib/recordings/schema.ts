import { z } from "zod";

export const receipt = z.object({
  id: z.string(), recordingId: z.string(), conversationId: z.string().nullable().describe("Null for sound that was no call: a result of the speech page."), sha256: z.string().nullable().describe("Of the audio that was deleted; null where it was never finished."),
  reason: z.string(), madeAt: z.iso.datetime(), deletedAt: z.iso.datetime(), sequence: z.number().int(),
  body: z.string().describe("What was signed, to the byte; it holds the hash of the receipt before."), signature: z.string().describe("Ed25519, base64."),
}).meta({ id: "Receipt" });
export type Receipt = z.infer<typeof receipt>;

import { z } from "zod";
import { recordingSummary } from "@/lib/conversations/schema";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { receipt } from "./schema";

const id = z.strictObject({ id: z.string().max(64) });

export const getRecordingOp = operation({
  id: "getRecording", method: "GET", path: "/api/v1/recordings/{id}", description: "A recording, until it expires", access: "viewer", scopes: ["conversations:read"], params: id, returns: recordingSummary, status: 200, fails: ["not_found"],
});
export const getRecordingAudioOp = operation({
  id: "getRecordingAudio", method: "GET", path: "/api/v1/recordings/{id}/audio", description: "Its audio: stereo WAV, caller left and agent right; answers ranges", access: "viewer", scopes: ["conversations:read"],
  params: id, answers: ["audio/wav"], status: 200, fails: ["not_found"],
});
export const deleteRecordingOp = operation({
  id: "deleteRecording", method: "DELETE", path: "/api/v1/recordings/{id}", description: "Erase a recording now", access: "builder", scopes: ["conversations:write"], params: id, status: 204, fails: ["not_found"],
});

export const listReceiptsOp = operation({
  id: "listReceipts", method: "GET", path: "/api/v1/conversations/{id}/receipts", description: "Signed proof of each recording's deletion, also of a conversation that is gone.", access: "viewer", scopes: ["conversations:read"],
  params: id, query: listQuery({ sorts: ["sequence"], first: "sequence" }), returns: listOf(receipt, "ReceiptList", { publicKey: z.string().describe("Ed25519, as PEM.") }), status: 200,
});

export const recordingsContract = [getRecordingOp, getRecordingAudioOp, deleteRecordingOp, listReceiptsOp];

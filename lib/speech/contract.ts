import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { receipt } from "@/lib/recordings/schema";
import { correction, speechResult, speechResultList, speechResultQuery } from "./schema";

const params = z.strictObject({ id: z.string().max(64) });

export const listSpeechResultsOp = operation({
  id: "listSpeechResults", method: "GET", path: "/api/v1/speech-results", access: "viewer", scopes: ["speech:use"],
  description: "What you asked to keep of `POST /v1/audio/speech` and `POST /v1/audio/transcriptions` (`keep`), for 24 hours. Your own results alone, and no other member's.",
  query: speechResultQuery, returns: speechResultList, status: 200,
});
export const getSpeechResultOp = operation({
  id: "getSpeechResult", method: "GET", path: "/api/v1/speech-results/{id}", access: "viewer", scopes: ["speech:use"],
  description: "A kept result with its text, until it expires; from that second on it is not found.", params, returns: speechResult, status: 200, fails: ["not_found"],
});
export const getSpeechResultAudioOp = operation({
  id: "getSpeechResultAudio", method: "GET", path: "/api/v1/speech-results/{id}/audio", access: "viewer", scopes: ["speech:use"],
  description: "Its sound, as an attachment: what was made, the WAV file that was sent, or the sound of another file as WAV, 16 kHz mono. Answers one range of bytes.", params, answers: ["audio/mpeg", "audio/wav"], status: 200, fails: ["not_found", "storage_unavailable"],
});
export const updateSpeechResultOp = operation({
  id: "updateSpeechResult", method: "PATCH", path: "/api/v1/speech-results/{id}", access: "viewer", scopes: ["speech:use"],
  description: "Corrects the words of a transcript's segments; those that are not named stay as they are. It lives no longer for it.", params, body: correction, returns: speechResult, status: 200, fails: ["not_found"],
});
export const deleteSpeechResultOp = operation({
  id: "deleteSpeechResult", method: "DELETE", path: "/api/v1/speech-results/{id}", access: "viewer", scopes: ["speech:use"],
  description: "Erases text and sound now, and leaves a signed receipt.", params, status: 204, fails: ["not_found"],
});
export const listSpeechResultReceiptsOp = operation({
  id: "listSpeechResultReceipts", method: "GET", path: "/api/v1/speech-results/{id}/receipts", access: "viewer", scopes: ["speech:use"],
  description: "Signed proof that its sound was deleted: empty while it is kept. To be had for 30 days after the deletion.", params, returns: z.object({ receipts: z.array(receipt), publicKey: z.string() }), status: 200, fails: ["not_found"],
});

export const speechContract = [listSpeechResultsOp, getSpeechResultOp, getSpeechResultAudioOp, updateSpeechResultOp, deleteSpeechResultOp, listSpeechResultReceiptsOp];

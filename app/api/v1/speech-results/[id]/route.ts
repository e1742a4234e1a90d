import { route } from "@/lib/api/route";
import { deleteSpeechResultOp, getSpeechResultOp, updateSpeechResultOp } from "@/lib/speech/contract";
import { deleteSpeechResult, getSpeechResult, updateSpeechResult } from "@/lib/speech/service";

export const GET = route(getSpeechResultOp, getSpeechResult);
export const PATCH = route(updateSpeechResultOp, updateSpeechResult);
export const DELETE = route(deleteSpeechResultOp, deleteSpeechResult);

import { preflight } from "@/lib/api/cors";
import { route } from "@/lib/api/route";
import { createTranscriptionOp } from "@/lib/voices/contract";
import { createTranscription } from "@/lib/voices/transcription";

export const POST = route(createTranscriptionOp, createTranscription);
export const OPTIONS = preflight;

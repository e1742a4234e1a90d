import { preflight } from "@/lib/api/cors";
import { route } from "@/lib/api/route";
import { keepTranscript } from "@/lib/speech/keeping";
import { createTranscriptionOp } from "@/lib/voices/contract";
import { createTranscription } from "@/lib/voices/transcription";

export const POST = route(createTranscriptionOp, (ctx, _input, request) => createTranscription(ctx, request, keepTranscript(ctx)));
export const OPTIONS = preflight;

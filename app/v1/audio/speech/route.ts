import { preflight } from "@/lib/api/cors";
import { route } from "@/lib/api/route";
import { keepSpeech } from "@/lib/speech/keeping";
import { createSpeechOp } from "@/lib/voices/contract";
import { createSpeech } from "@/lib/voices/speech";

export const POST = route(createSpeechOp, (ctx, input) => createSpeech(ctx, input, keepSpeech(ctx)));
export const OPTIONS = preflight;

import { route } from "@/lib/api/route";
import { getSpeechResultAudioOp } from "@/lib/speech/contract";
import { serveSpeechResult } from "@/lib/speech/serve";

export const GET = route(getSpeechResultAudioOp, serveSpeechResult);

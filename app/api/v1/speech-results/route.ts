import { route } from "@/lib/api/route";
import { listSpeechResultsOp } from "@/lib/speech/contract";
import { listSpeechResults } from "@/lib/speech/service";

export const GET = route(listSpeechResultsOp, listSpeechResults);

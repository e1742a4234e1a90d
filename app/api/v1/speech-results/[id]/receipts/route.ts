import { route } from "@/lib/api/route";
import { listSpeechResultReceiptsOp } from "@/lib/speech/contract";
import { listSpeechResultReceipts } from "@/lib/speech/service";

export const GET = route(listSpeechResultReceiptsOp, listSpeechResultReceipts);

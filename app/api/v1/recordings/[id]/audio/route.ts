import { route } from "@/lib/api/route";
import { getRecordingAudioOp } from "@/lib/recordings/contract";
import { serveRecording } from "@/lib/recordings/serve";

export const GET = route(getRecordingAudioOp, serveRecording);

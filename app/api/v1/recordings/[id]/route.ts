import { route } from "@/lib/api/route";
import { deleteRecordingOp, getRecordingOp } from "@/lib/recordings/contract";
import { deleteRecording, getRecording } from "@/lib/recordings/service";

export const GET = route(getRecordingOp, getRecording);
export const DELETE = route(deleteRecordingOp, deleteRecording);

import type { Ctx } from "@/lib/platform/ctx";
import { serveSound } from "@/lib/recordings/serve";
import { openSpeechResult } from "./service";

export async function serveSpeechResult(ctx: Ctx, { id }: { id: string }, request: Request): Promise<Response> {
  const sound = await openSpeechResult(ctx, id);
  return serveSound(request, { ...sound, fileName: `speech-${id.slice(-6)}.${sound.contentType === "audio/mpeg" ? "mp3" : "wav"}` });
}

import type { Ctx } from "@/lib/platform/ctx";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { heardRateHz } from "@/lib/voice/ports";
import { srtOf, vttOf } from "@/lib/voice/subtitles";
import { maxAudioBytes } from "./contract";
import { voiceRuntime } from "./runtime";
import { resultIdHeader, transcriptionFields } from "./schema";
import { transcribed, type SaidSegment } from "./segments";
import { asAppError } from "./speech";
import { heardFrom, readForm, type HeardFile } from "./uploaded";

/** As OpenAI's; what a transcript of it takes is still bounded. */
const longestAudioS = 1_500;

/** Asked before the work begins, and throws where nothing may be kept; then keeps the sound with what was said in it, and answers the id, or null where it could not be stored. */
export type KeepTranscript = () => Promise<(made: { /** The file as it was sent. */ bytes: Uint8Array; heard: HeardFile; durationMs: number; language: string; segments: readonly SaidSegment[] }) => Promise<string | null>>;

/** Times are where the voice was, not guesses spread over the text. `keep`: where the client asks for it. */
export async function createTranscription(ctx: Ctx, request: Request, keep: KeepTranscript | null = null): Promise<Response> {
  const form = await readForm(request, maxAudioBytes);
  const file = form.get("file");
  if (!(file instanceof Blob)) throw fieldFault("file", "A file is needed.");
  if (file.size > maxAudioBytes) throw new AppError("payload_too_large");
  const parsed = transcriptionFields.safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === "string" && value !== "")));
  if (!parsed.success) throw new AppError("validation_failed", { errors: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })) });
  if (form.getAll("timestamp_granularities[]").includes("word")) throw fieldFault("timestamp_granularities", "Only segments have times here.");
  const { language, prompt, response_format: format, stream } = parsed.data;
  if (parsed.data.keep === "true" && stream === "true") throw fieldFault("keep", "A transcript that is streamed cannot be kept.");
  const keeping = parsed.data.keep === "true" && keep ? await keep() : null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const heard = await heardFrom(bytes, { longestS: longestAudioS, signal: ctx.signal });
  const { audio } = heard;
  const runtime = voiceRuntime();
  const durationS = audio.length / heardRateHz;
  const leaving = new AbortController();
  const signal = AbortSignal.any([ctx.signal, leaving.signal]);
  const segments = transcribed(runtime.transcriber(), runtime.vad(), audio, { ...(language ? { language } : {}), ...(prompt ? { hint: prompt } : {}) }, signal);
  if (stream === "true" && (format === "json" || format === "text")) return streamed(ctx, segments, durationS, leaving);
  const said: (SaidSegment & { language: string })[] = [];
  try { for await (const segment of segments) said.push(segment); } catch (error) { throw asAppError(error); }
  const spoken = said[0]?.language ?? language ?? "en";
  const id = await keeping?.({ bytes, heard, durationMs: durationS * 1_000, language: spoken, segments: said });
  const headers: Record<string, string> = id ? { [resultIdHeader]: id } : {};
  const text = said.map((segment) => segment.text).join(" ");
  const plain = (body: string) => new Response(body, { headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
  switch (format) {
    case "json": return Response.json({ text, usage: usageOf(durationS) }, { headers });
    case "text": return plain(`${text}\n`);
    case "srt": return plain(srtOf(said));
    case "vtt": return plain(vttOf(said));
    case "verbose_json": return Response.json({
      task: "transcribe", language: spoken, duration: rounded(durationS), text, usage: usageOf(durationS),
      segments: said.map(({ startMs, endMs, text: words }, index) => ({ id: index, start: rounded(startMs / 1_000), end: rounded(endMs / 1_000), text: words })),
    }, { headers });
  }
}

async function streamed(ctx: Ctx, segments: AsyncGenerator<SaidSegment>, durationS: number, leaving: AbortController): Promise<Response> {
  const line = (event: Record<string, unknown>) => new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
  let text = "";
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await segments.next();
        if (done) {
          controller.enqueue(line({ type: "transcript.text.done", text, usage: usageOf(durationS) }));
          return controller.close();
        }
        const delta = text ? ` ${value.text}` : value.text;
        text += delta;
        controller.enqueue(line({ type: "transcript.text.delta", delta }));
      } catch (error) {
        if (!leaving.signal.aborted) ctx.log.error({ err: error }, "a transcription broke off");
        controller.error(error);
      }
    },
    async cancel() { leaving.abort(); await segments.return(undefined); },
  }, { highWaterMark: 0 });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "private, no-store", "x-accel-buffering": "no" } });
}

const usageOf = (durationS: number) => ({ type: "duration", seconds: Math.ceil(durationS) });
const rounded = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

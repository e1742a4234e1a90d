import type { Ctx } from "@/lib/platform/ctx";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { heardRateHz } from "@/lib/voice/ports";
import { maxAudioBytes } from "./contract";
import { voiceRuntime } from "./runtime";
import { transcriptionFields } from "./schema";
import { transcribed, type SaidSegment } from "./segments";
import { asAppError } from "./speech";
import { heardFromWav, readForm } from "./uploaded";

/** As OpenAI's; what a transcript of it takes is still bounded. */
const longestAudioS = 1_500;

/** Times are where the voice was, not guesses spread over the text. */
export async function createTranscription(ctx: Ctx, _input: unknown, request: Request): Promise<Response> {
  const form = await readForm(request, maxAudioBytes);
  const file = form.get("file");
  if (!(file instanceof Blob)) throw fieldFault("file", "A file is needed.");
  if (file.size > maxAudioBytes) throw new AppError("payload_too_large");
  const parsed = transcriptionFields.safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === "string" && value !== "")));
  if (!parsed.success) throw new AppError("validation_failed", { errors: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })) });
  if (form.getAll("timestamp_granularities[]").includes("word")) throw fieldFault("timestamp_granularities", "Only segments have times here.");
  const { language, prompt, response_format: format, stream } = parsed.data;
  const audio = await heardFromWav(new Uint8Array(await file.arrayBuffer()), longestAudioS);
  const runtime = voiceRuntime();
  const durationS = audio.length / heardRateHz;
  const leaving = new AbortController();
  const signal = AbortSignal.any([ctx.signal, leaving.signal]);
  const segments = transcribed(runtime.transcriber(), runtime.vad(), audio, { ...(language ? { language } : {}), ...(prompt ? { hint: prompt } : {}) }, signal);
  if (stream === "true" && (format === "json" || format === "text")) return streamed(ctx, segments, durationS, leaving);
  const said: (SaidSegment & { language: string })[] = [];
  try { for await (const segment of segments) said.push(segment); } catch (error) { throw asAppError(error); }
  const text = said.map((segment) => segment.text).join(" ");
  const plain = (body: string) => new Response(body, { headers: { "content-type": "text/plain; charset=utf-8" } });
  switch (format) {
    case "json": return Response.json({ text, usage: usageOf(durationS) });
    case "text": return plain(`${text}\n`);
    case "srt": return plain(said.map(({ startMs, endMs, text: words }, index) => `${index + 1}\n${stamp(startMs, ",")} --> ${stamp(endMs, ",")}\n${words}\n`).join("\n"));
    case "vtt": return plain(`WEBVTT\n\n${said.map(({ startMs, endMs, text: words }) => `${stamp(startMs, ".")} --> ${stamp(endMs, ".")}\n${words}\n`).join("\n")}`);
    case "verbose_json": return Response.json({
      task: "transcribe", language: said[0]?.language ?? language ?? "en", duration: rounded(durationS), text, usage: usageOf(durationS),
      segments: said.map(({ startMs, endMs, text: words }, id) => ({ id, start: rounded(startMs / 1_000), end: rounded(endMs / 1_000), text: words })),
    });
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

/** `00:01:02,345` */
function stamp(ms: number, separator: "," | "."): string {
  const whole = Math.round(ms);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1_000) % 60)}${separator}${String(whole % 1_000).padStart(3, "0")}`;
}

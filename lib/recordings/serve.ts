import type { Ctx } from "@/lib/platform/ctx";
import { openRecording } from "./service";

type Range = { from: number; to: number } | "unsatisfiable" | null;

/** One range of bytes, as RFC 9110 has it; null where there is none that we answer, which means the whole. */
export function readRange(header: string | null, sizeBytes: number): Range {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.replace(/\s/g, "") ?? "");
  if (!found || (found[1] === "" && found[2] === "")) return null;
  const [first, last] = [found[1] ?? "", found[2] ?? ""];
  if (first === "") {
    const length = Math.min(sizeBytes, Number(last));
    return length === 0 ? "unsatisfiable" : { from: sizeBytes - length, to: sizeBytes - 1 };
  }
  const from = Number(first);
  const to = last === "" ? sizeBytes - 1 : Math.min(sizeBytes - 1, Number(last));
  if (last !== "" && Number(last) < from) return null;
  return from >= sizeBytes ? "unsatisfiable" : { from, to };
}

export async function serveRecording(ctx: Ctx, { id }: { id: string }, request: Request): Promise<Response> {
  return serveSound(request, { ...await openRecording(ctx, id), contentType: "audio/wav", fileName: `${id}.wav` });
}

export interface Sound { sizeBytes: number; contentType: string; /** Plain ASCII. */ fileName: string; read(range: { from: number; to: number }): Promise<ReadableStream<Uint8Array>> }

/** As an attachment that nobody caches or sniffs; one range is answered to the byte. */
export async function serveSound(request: Request, { sizeBytes, contentType, fileName, read }: Sound): Promise<Response> {
  const headers = new Headers({
    "content-type": contentType, "accept-ranges": "bytes", "cache-control": "private, no-store", "x-content-type-options": "nosniff", "content-disposition": `attachment; filename="${fileName}"`,
  });
  // Without a validator of ours, a condition on the range cannot hold: the whole is sent.
  const range = request.headers.has("if-range") ? null : readRange(request.headers.get("range"), sizeBytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = range ?? { from: 0, to: sizeBytes - 1 };
  headers.set("content-length", String(to - from + 1));
  if (range) headers.set("content-range", `bytes ${from}-${to}/${sizeBytes}`);
  return new Response(await read({ from, to }), { status: range ? 206 : 200, headers });
}

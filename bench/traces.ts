/** The server's own trace of each turn, as it tells it to clients that ask. */
import { z } from "zod";
import type { Caller } from "./caller";

const trace = z.object({
  turnId: z.string(), source: z.string(), firstAudioMs: z.number().nullable(), mouthToEarMs: z.number().nullable(), endpointReason: z.string(),
  stages: z.array(z.object({ name: z.enum(["endpoint", "transcription", "first_token", "first_clause", "first_audio", "release"]), startMs: z.number(), endMs: z.number(), speculative: z.boolean() })),
});
export type WatchedTrace = z.infer<typeof trace>;

export function watchedTraces(caller: Pick<Caller, "events">, sinceMs = 0): WatchedTrace[] {
  return caller.events.filter(({ type, atMs }) => type === "x.turn.metrics" && atMs >= sinceMs).flatMap((event) => {
    const parsed = trace.safeParse(event.trace);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Push to talk: what was heard since the last commit becomes the caller's turn; its words follow. */
import type { Ear } from "./ear";
import { createPatience } from "./patience";
import type { Session } from "./session";
import type { TurnTiming } from "./trace-recorder";

/** Shorter than this is a slip of the finger. */
const leastMs = 100;

export function commitManually(session: Session, ear: Ear): { turnId: string; timing: TurnTiming; /** Rejects with `ProviderError` where nobody could write down what was said. */ transcribed: Promise<void> } | null {
  const { clock, memory } = session;
  const taken = ear.takeUncommitted();
  if (!taken || taken.audio.length < leastMs * 16) return null;
  const turnId = session.newId("turn");
  const nowMs = clock.nowMs();
  const { previousItemId } = memory.append({ itemId: turnId, message: { role: "user", text: "" } });
  session.emit({ type: "turn-committed", turnId, previousItemId, source: "speech", audio: taken.audio, audioStartMs: Math.round(taken.startMs), audioEndMs: Math.round(taken.endMs) });
  const timing: TurnTiming = { turnId, source: "speech", originMs: nowMs, endpointAtMs: nowMs, endpointReason: "committed", transcription: { startedAtMs: nowMs, endedAtMs: nowMs }, transcriber: "", discarded: 0, discardedWorkMs: 0 };
  const transcribe = async () => {
    let text = "";
    let failure: unknown = null;
    const patience = createPatience(clock, () => session.settings.policy.replyTimeoutMs, nowMs);
    try {
      const transcript = await session.transcriber.transcribe(taken.audio, { language: session.agent.language, priority: "transcription" }, () => patience.dueAtMs("transcription"), session.signal);
      text = transcript.text;
      timing.transcriber = transcript.provider;
    } catch (error) { failure = error; }
    timing.transcription = { startedAtMs: nowMs, endedAtMs: clock.nowMs() };
    memory.replace(turnId, { message: { role: "user", text } });
    session.emit({ type: "transcript-final", turnId, text, failed: failure !== null });
    if (failure !== null) throw failure;
  };
  const transcribed = transcribe();
  transcribed.catch(() => {}); // nobody may ask for an answer to it
  return { turnId, timing, transcribed };
}

/** Voice probabilities in, what they mean out: a candidate, speech, its voice and its silences. Times are of the call's audio. */
import type { SpeechProbability } from "./ports";

export type ListenEvent =
  | { type: "candidate"; active: boolean; audioMs: number }
  | { type: "speech"; startMs: number; endMs: number; voicedMs: number }
  | { type: "voice"; endMs: number; frameMs: number; /** Voice came back after a pause long enough to count. */ resumed: boolean }
  | { type: "silence"; silenceMs: number; endMs: number };

export interface ListenRules {
  voiceThreshold: number;
  candidateMs: number;
  /** Voice that makes it speech at this moment: more is asked while the agent is audible. */
  neededMs: number;
  /** Mean probability that this voice must have; over the agent's voice a cough must not do. */
  neededMean: number;
  /** The voice must be without a gap: speech is, knocks and coughs are not. */
  unbroken: boolean;
  /** A turn is open: frames belong to it. */
  turnOpen: boolean;
}

/** Voice ends a little below where it begins, so that it does not flutter. */
const hysteresis = 0.15;
/** Silence that ends a run of voice which was no speech yet. */
const runGapMs = 96;
/** Voice after a pause that counts as going on; less is a click. */
const resumeMs = 64;

export interface ListenGate { rules(): ListenRules; /** Last word before a run of voice counts: false where it is the agent's own voice coming back. */ admits(stage: "candidate" | "speech", startMs: number, endMs: number): boolean }

/** `fromMs` is where in the call the frames begin; a turn that is open there goes on. */
export async function* listen(frames: AsyncIterable<SpeechProbability>, gate: ListenGate, fromMs = 0): AsyncGenerator<ListenEvent, void, undefined> {
  let previousEndMs = fromMs;
  let run = emptyRun();
  let inTurn = gate.rules().turnOpen;
  let lastVoiceEndMs = fromMs;
  let returningMs = 0;
  for await (const frame of frames) {
    const rules = gate.rules();
    const frameMs = frame.endMs - previousEndMs;
    const frameStartMs = previousEndMs;
    previousEndMs = frame.endMs;
    if (inTurn && !rules.turnOpen) { inTurn = false; run = emptyRun(); }
    if (!inTurn) {
      const voiced = frame.probability >= (run.begun ? rules.voiceThreshold - hysteresis : rules.voiceThreshold);
      if (!voiced) {
        run.gapMs += frameMs;
        if (rules.unbroken) { run.voicedMs = 0; run.mass = 0; }
        if (run.gapMs >= runGapMs && run.begun) {
          if (run.candidate) yield { type: "candidate", active: false, audioMs: frame.endMs };
          run = emptyRun();
        }
        continue;
      }
      if (!run.begun) run.startMs = frameStartMs;
      run.begun = true;
      run.voicedMs += frameMs;
      run.gapMs = 0;
      run.mass += frame.probability * frameMs;
      if (!run.candidate && run.voicedMs >= rules.candidateMs && gate.admits("candidate", run.startMs, frame.endMs)) {
        run.candidate = true;
        yield { type: "candidate", active: true, audioMs: run.startMs };
      }
      const sure = run.voicedMs >= rules.neededMs && run.mass / run.voicedMs >= rules.neededMean;
      if (sure && gate.admits("speech", run.startMs, frame.endMs)) {
        if (!run.candidate) yield { type: "candidate", active: true, audioMs: run.startMs };
        yield { type: "speech", startMs: run.startMs, endMs: frame.endMs, voicedMs: run.voicedMs };
        inTurn = true;
        lastVoiceEndMs = frame.endMs;
        returningMs = 0;
      }
      continue;
    }
    const paused = frameStartMs - lastVoiceEndMs;
    const voiced = frame.probability >= (paused <= 0 || returningMs > 0 ? rules.voiceThreshold - hysteresis : rules.voiceThreshold);
    if (!voiced) {
      returningMs = 0;
      yield { type: "silence", silenceMs: frame.endMs - lastVoiceEndMs, endMs: frame.endMs };
      continue;
    }
    returningMs += frameMs;
    if (paused > 0 && returningMs < resumeMs) continue; // one frame alone may be a click: neither voice nor silence
    yield { type: "voice", endMs: frame.endMs, frameMs: paused > 0 ? returningMs : frameMs, resumed: paused > 0 };
    lastVoiceEndMs = frame.endMs;
    returningMs = 0;
  }
}

function emptyRun() { return { begun: false, startMs: 0, voicedMs: 0, gapMs: 0, mass: 0, candidate: false }; }

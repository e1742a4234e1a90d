/** P7, P9: how soon speech over the agent's voice is acted upon, and what noises and backchannels do to it. */
import { startServer } from "@/lib/testing/running-server";
import { longStory, makeAgent, sayWith } from "./agent";
import { connectCaller, settle, type Caller } from "./caller";
import { conversationClips, noiseClips, type Clip } from "./clips";
import { report } from "./figure";
import type { BenchOptions } from "./options";

/** The agent has been speaking for so long. */
const intoReplyMs = 900;
const resumeWithinMs = 1_000;

export async function run(options: BenchOptions): Promise<void> {
  const server = await startServer();
  try {
    const { key } = await server.member();
    const { utterances } = await conversationClips(options, sayWith(server, key));
    const { url } = await makeAgent(server, key, { name: "Story", facts: [longStory] });
    const caller = await connectCaller(url, key, { extended: true });
    await interrupt(caller, utterances.filter(({ endMs, onsetMs }) => endMs - onsetMs > 400).slice(0, options.turns ?? 20));
    await caller.close();
    const noises = noiseClips(options);
    if (noises.length > 0) await disturb(await connectCaller(url, key, { extended: true }), noises);
  } finally { await server.stop(); }
}

async function interrupt(caller: Caller, clips: readonly Clip[]): Promise<void> {
  const candidates: number[] = [], started: number[] = [], silent: number[] = [];
  let tried = 0;
  for (const clip of clips) {
    if (!await tell(caller)) continue;
    tried += 1;
    const begun = caller.say(clip.samples);
    const onset = begun + clip.onsetMs;
    const [candidate, start] = await Promise.all([
      caller.wait(({ type, active }) => type === "x.speech.candidate" && active === true, clip.endMs + 2_000, begun),
      caller.wait(({ type }) => type === "input_audio_buffer.speech_started", clip.endMs + 2_000, begun),
    ]);
    if (candidate) candidates.push(candidate.atMs - onset);
    if (start) {
      started.push(start.atMs - onset);
      const late = caller.events.filter(({ type, atMs, response_id: id }) => type === "response.output_audio.delta" && atMs > start.atMs && atMs < start.atMs + 500 && id === caller.listener.replies().find(({ stoppedAtMs }) => stoppedAtMs === start.atMs)?.responseId);
      silent.push((late.at(-1)?.atMs ?? start.atMs) - onset);
    }
    await rest(caller);
  }
  report({ id: "P7", name: "speech onset to duck", unit: "ms", goal: "p50 ≤ 150", values: candidates, tried });
  report({ id: "P7", name: "speech onset to speech_started", unit: "ms", goal: "p50 ≤ 250, p95 ≤ 400", values: started, tried });
  report({ id: "P7", name: "speech onset to the interrupted reply's last audio", unit: "ms", values: silent, tried });
}

async function disturb(caller: Caller, noises: readonly Clip[]): Promise<void> {
  const stopped: string[] = [], notResumed: string[] = [], resumedMs: number[] = [];
  const by: Record<string, string> = {};
  let tried = 0;
  for (const clip of noises) {
    if (!await tell(caller)) continue;
    tried += 1;
    const begun = caller.say(clip.samples);
    const start = await caller.wait(({ type }) => type === "input_audio_buffer.speech_started", clip.endMs + 800, begun);
    if (start) {
      stopped.push(clip.file);
      const back = await caller.wait(({ type }) => type === "response.output_audio.delta", 6_000, start.atMs + 1);
      const dismissed = caller.events.find(({ type, atMs }) => type === "x.speech.dismissed" && atMs >= start.atMs);
      const end = begun + clip.endMs;
      const resumes = dismissed?.resumes != null && back !== null;
      if (resumes) resumedMs.push(back.atMs - Math.max(end, start.atMs));
      if (!resumes || back.atMs - Math.max(end, start.atMs) > resumeWithinMs) notResumed.push(clip.file);
    }
    by[clip.kind] = `${Number((by[clip.kind] ?? "0").split(" ")[0]) + (start ? 1 : 0)} of ${Number((by[clip.kind] ?? "0 of 0").split(" ")[2]) + 1}`;
    await rest(caller);
  }
  const share = (files: string[], of: number) => of === 0 ? 0 : 100 * files.length / of;
  report({ id: "P9", name: "replies stopped by a noise", unit: "%", goal: "≤ 5", values: [share(stopped.filter((file) => !file.includes("backchannel")), noises.filter(({ kind }) => kind !== "backchannel").length)], stopped, byKind: by, tried });
  report({ id: "P9", name: "replies stopped by a noise or a backchannel and not resumed within a second", unit: "%", goal: "≤ 5", values: [share(notResumed, tried)], notResumed, tried });
  report({ id: "P9", name: "end of the sound to the reply's going on", unit: "ms", values: resumedMs });
  await caller.close();
}

/** Has the agent tell its long story, and waits until it is well into it. */
async function tell(caller: Caller): Promise<boolean> {
  await settle(caller, 200);
  const sinceMs = performance.now();
  caller.type(longStory.question);
  if (!await caller.wait(({ type }) => type === "response.output_audio.delta", 8_000, sinceMs)) return false;
  await new Promise((resolve) => setTimeout(resolve, intoReplyMs));
  return caller.listener.playing(performance.now());
}

/** Lets the interruption be answered, then ends whatever is still being said. */
async function rest(caller: Caller): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  caller.send({ type: "response.cancel" });
  for (const reply of caller.listener.replies()) if (reply.playedUntilMs > performance.now()) caller.listener.take({ type: "input_audio_buffer.speech_started", atMs: performance.now() });
  await settle(caller, 200);
}

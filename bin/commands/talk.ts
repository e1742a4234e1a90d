/** One turn without a browser: speaks a WAV file to an agent in real time, and prints what came of it. */
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { getCallableAgent } from "@/lib/agents/service";
import { openCall } from "@/lib/conversations/gateway";
import { readTarget } from "@/lib/conversations/target";
import { memberByEmail } from "@/lib/identity/service";
import { systemClock } from "@/lib/platform/clock";
import { anonymousActor, ctxFor } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { heardRateHz, spokenRateHz } from "@/lib/voice/ports";
import { resample } from "@/lib/voice/audio";
import type { VoiceEvent } from "@/lib/voice/events";
import type { TurnTrace } from "@/lib/voice/trace";
import { workspaceKeys } from "@/lib/provider-keys/workspace-keys";
import { readWav, writeWav } from "@/lib/voice/wav";
import { callAgentOf } from "@/lib/voices/call-agent";
import { startVoiceRuntime } from "@/lib/voices/runtime";
import { CommandError } from "./command-error";

const frameMs = 20;
/** After the file's end: the longest a reply may take to begin, and some. */
const patienceMs = 15_000;

export async function talk(options: { agent: string; email: string | null; input: string; output: string }): Promise<void> {
  const { samples, sampleRateHz } = readInput(options.input);
  const audio = resample(samples, sampleRateHz, heardRateHz);
  const target = readTarget(`agent:${options.agent}`);
  if (!target) throw new CommandError(`"${options.agent}" is not the name of an agent. An agent is named as in its address, such as demo or demo@2.`);
  const actor = options.email ? await memberByEmail(ctxFor(anonymousActor), options.email) : anonymousActor;
  const callable = await getCallableAgent(ctxFor(actor), target.slug, target.which).catch((error: unknown) => {
    throw isAppError(error) && error.code === "not_found" && !error.options.public ? new CommandError(`There is no agent "${options.agent}" that ${options.email ?? "anybody"} may talk to. --email acts as a member.`) : error;
  });
  requireWritable(options.output);
  const runtime = await startVoiceRuntime(workspaceKeys);
  try {
    if (runtime.fault) console.error(`The scripted voice answers: ${runtime.fault}`);
    const live = await openCall({
      actor: actor.userId ? actor : { ...anonymousActor, workspaceId: callable.workspaceId }, owner: "command line", callable, agent: callAgentOf(callable),
      providers: await runtime.providersFor(callable.definition, callable.workspaceId), channel: "cli",
      resumed: null, requestId: newId("req"), release: () => {},
    });
    const heard = collect();
    live.attach({ tell: heard.tell, consent: () => {}, handover: () => {}, lost: () => {} });
    live.start({}, { greet: false, modality: "audio" });
    await speak(audio, (frame) => { live.hear(frame); }, heard.done);
    live.end("caller");
    await live.ended;
    print(heard.result());
    if (heard.result().reply.length === 0) throw new CommandError("The agent said nothing: no speech was heard in the file.", 1);
    writeOutput(options.output, heard.result().reply);
  } finally { await runtime.stop(); }
}

function readInput(path: string): { samples: Float32Array; sampleRateHz: number } {
  try { return readWav(readFileSync(path)); } catch (error) {
    throw new CommandError((error as NodeJS.ErrnoException).code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read as WAV: ${error instanceof Error ? error.message : "unknown"}`);
  }
}

const unwritable = (path: string, error: unknown): CommandError => new CommandError(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? "unknown"}.`);

/** Before the turn, not after it: what is there stays as it is. */
function requireWritable(path: string): void {
  try { closeSync(openSync(path, "a")); } catch (error) { throw unwritable(path, error); }
}

function writeOutput(path: string, samples: Int16Array): void {
  try { writeFileSync(path, writeWav(samples, spokenRateHz)); } catch (error) { throw unwritable(path, error); }
}

/** The file as a microphone would give it, then silence until `done` or patience ends. */
async function speak(audio: Float32Array, hear: (frame: Float32Array) => void, done: Promise<void>): Promise<void> {
  const frameSamples = heardRateHz * frameMs / 1_000;
  const over = new AbortController();
  void done.then(() => over.abort());
  const begunMs = systemClock.nowMs();
  const lastMs = audio.length / heardRateHz * 1_000 + patienceMs;
  for (let position = 0; !over.signal.aborted && position / heardRateHz * 1_000 < lastMs; position += frameSamples) {
    const frame = new Float32Array(frameSamples);
    frame.set(audio.subarray(position, position + frameSamples));
    hear(frame);
    await systemClock.sleep(Math.max(0, begunMs + (position + frameSamples) / heardRateHz * 1_000 - systemClock.nowMs()), over.signal);
  }
}

interface Result { heard: string; said: string; fault: string | null; trace: TurnTrace | null; reply: Int16Array }

function collect(): { tell(event: VoiceEvent): void; done: Promise<void>; result(): Result } {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const result: Omit<Result, "reply"> = { heard: "", said: "", fault: null, trace: null };
  const chunks: Int16Array[] = [];
  const tell = (event: VoiceEvent): void => {
    if (event.type === "transcript-final") result.heard = [result.heard, event.text].filter(Boolean).join(" ");
    if (event.type === "audio-chunk") chunks.push(event.pcm);
    if (event.type === "turn-metrics") { result.trace = event.trace; resolve(); }
    if (event.type === "reply-end") { result.said = event.text; result.fault = event.fault; }
  };
  return {
    tell, done,
    result() {
      const reply = new Int16Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      let offset = 0;
      for (const chunk of chunks) { reply.set(chunk, offset); offset += chunk.length; }
      return { ...result, reply };
    },
  };
}

function print({ heard, said, fault, trace }: Result): void {
  console.log(`heard  ${heard}`);
  console.log(`said   ${said}`);
  if (fault) console.log(`fault  ${fault}`);
  if (!trace) return;
  const lastMs = Math.max(1, ...trace.stages.map(({ endMs }) => endMs));
  const column = (ms: number) => Math.round(Math.max(0, ms) / lastMs * 40);
  console.log(`\n${"stage".padEnd(15)}${"from".padStart(6)}${"to".padStart(7)} ms after the end of speech`);
  for (const { name, startMs, endMs, speculative } of trace.stages) {
    const bar = (speculative ? "░" : "█").repeat(Math.max(1, column(endMs) - column(startMs)));
    console.log(`${name.replace("_", " ").padEnd(15)}${startMs.toFixed(0).padStart(6)}${endMs.toFixed(0).padStart(7)}  ${" ".repeat(column(startMs))}${bar}`);
  }
  console.log(`\nfirst audio after ${trace.firstAudioMs?.toFixed(0) ?? "–"} ms (░ done before the end of speech was decided)`);
}

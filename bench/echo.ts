/** The agent's own voice in the caller's microphone: how often it takes that for a turn, or stops for it. */
import { startServer } from "@/lib/testing/running-server";
import { longStory, makeAgent } from "./agent";
import { connectCaller, settle } from "./caller";
import { report } from "./figure";
import type { BenchOptions } from "./options";

const echoDb = -20;

export async function run(options: BenchOptions): Promise<void> {
  const server = await startServer({ env: { CLAUSE_CACHE_MB: "0" } });
  try {
    const { key } = await server.member();
    const { url } = await makeAgent(server, key, { name: "Echo", facts: [longStory, { question: "When do you open?", answer: "We open at seven in the morning, and we close at six in the evening." }] });
    const caller = await connectCaller(url, key, { extended: true, echoDb });
    const replies = options.turns ?? 20;
    for (let reply = 0; reply < replies; reply += 1) {
      caller.type(reply % 4 === 3 ? longStory.question : "When do you open?");
      await caller.wait(({ type }) => type === "response.output_audio.delta", 8_000, performance.now());
      await settle(caller, 1_500);
    }
    const count = (type: string) => caller.events.filter((event) => event.type === type).length;
    // Every turn was typed: whatever was committed as sound is the agent's own.
    report({ id: "ECHO", name: "turns that the agent made of its own voice", unit: "turns", goal: "0", values: [count("input_audio_buffer.committed")], replies, echoDb, dismissed: count("x.speech.dismissed"), ducked: caller.events.filter(({ type, active }) => type === "x.speech.candidate" && active === true).length });
    report({ id: "ECHO", name: "replies stopped by their own echo", unit: "replies", values: [count("input_audio_buffer.speech_started")], replies, echoDb });
    await caller.close();
  } finally { await server.stop(); }
}

/** Every cloud adapter under the port's laws, its real client library talking to the fault upstream over loopback. */
import { startFaultUpstream, upstreamFaults, type FaultUpstream, type UpstreamFault } from "@/lib/testing/fault-upstream";
import { llmContract, speakerContract, transcriberContract, type Subject } from "@/lib/testing/provider-contract";
import type { ProviderFault } from "@/lib/voice/ports";
import { createGoogleTranscriber } from "./google/stt";
import { createGoogleSpeaker } from "./google/tts";
import { createOpenAiModel } from "./openai/llm";
import { createOpenAiTranscriber } from "./openai/stt";
import { createOpenAiSpeaker } from "./openai/tts";

/** Short, so that a stalled upstream is told soon; long enough for two busy cores to read an answer up to its bound. */
const timeoutMs = 5_000;

const statusFaults: Partial<Record<UpstreamFault, ProviderFault>> = {
  unauthorised: "unauthorised", forbidden: "unauthorised", "not-found": "refused", refused: "refused", "rate-limited": "rate-limited", "rate-limited-until": "rate-limited",
  error: "unavailable", overloaded: "unavailable", redirect: "refused", "wrong-type": "malformed", malformed: "malformed", "not-a-chat": "malformed",
  empty: "malformed", cut: "cut", slow: "timeout", stall: "timeout", "stall-body": "timeout", "huge-line": "malformed",
};

async function subjectOf<T>(make: (upstream: FaultUpstream) => T, faults: Partial<Record<UpstreamFault, ProviderFault>>, streams = true): Promise<Subject<T>> {
  const upstream = await startFaultUpstream();
  const waits: Partial<Record<UpstreamFault, number>> = { "rate-limited": 7_000, "rate-limited-until": 90_000 };
  const known = upstreamFaults.flatMap((name) => {
    const fault = faults[name];
    const retryAfterMs = waits[name];
    return fault ? [[name, { arrange: () => upstream.always(name), fault, ...(retryAfterMs !== undefined && { retryAfterMs }) }] as const] : [];
  });
  return {
    adapter: make(upstream),
    dispose: () => upstream.close(),
    hang: () => upstream.always("slow"),
    ...(streams && { flood: () => upstream.always("endless"), produced: () => upstream.sentBytes() }),
    faults: {
      ...Object.fromEntries(known),
      "connection refused": { arrange: () => void upstream.close(), fault: "unavailable" },
    },
  };
}

const openAi = ({ origin }: FaultUpstream) => ({ apiKey: "test-key", baseUrl: `${origin}/v1`, model: "test-model", timeoutMs });
const google = ({ origin }: FaultUpstream) => ({ apiKey: "test-key", baseUrl: origin, timeoutMs });

llmContract("openai", () => subjectOf((upstream) => createOpenAiModel(openAi(upstream)), { ...statusFaults, "cut-quietly": "cut", "error-event": "unavailable" }));
transcriberContract("openai", () => subjectOf((upstream) => createOpenAiTranscriber(openAi(upstream)), { ...statusFaults, "cut-quietly": "cut" }));
speakerContract("openai", () => subjectOf((upstream) => createOpenAiSpeaker(openAi(upstream)), without(statusFaults, "not-a-chat", "huge-line")));
transcriberContract("google", () => subjectOf((upstream) => createGoogleTranscriber(google(upstream)), { ...statusFaults, "cut-quietly": "cut" }));
speakerContract("google", () => subjectOf((upstream) => createGoogleSpeaker(google(upstream)), { ...statusFaults, "cut-quietly": "cut" }, false));

function without(faults: typeof statusFaults, ...names: UpstreamFault[]): typeof statusFaults {
  return Object.fromEntries(Object.entries(faults).filter(([name]) => !names.some((each) => each === name)));
}

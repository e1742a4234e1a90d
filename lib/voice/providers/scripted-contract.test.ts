/** The scripted provider under the same laws as the real ones: what is tested with it must not be kinder than they are. */
import { llmContract, speakerContract, transcriberContract, turnDetectorContract, vadContract, type Subject } from "@/lib/testing/provider-contract";
import type { ProviderFault } from "@/lib/voice/ports";
import type { FaultScript, ScriptedFault } from "./scripted/fault";
import { createScriptedModel } from "./scripted/llm";
import { createScriptedTranscriber } from "./scripted/stt";
import { createScriptedSpeaker } from "./scripted/tts";
import { createScriptedTurnDetector } from "./scripted/turn";
import { createScriptedVad } from "./scripted/vad";

const timer = { after: (delayMs: number, task: () => void) => { const timeout = setTimeout(task, delayMs); return () => clearTimeout(timeout); } };

function subjectOf<T>(make: (fault: FaultScript) => T, faults: Record<string, { fault: ProviderFault; is: ScriptedFault }> = {}): Subject<T> {
  let current: ScriptedFault = {};
  return {
    adapter: make(() => current),
    hang: () => { current = { delayMs: 60_000 }; },
    faults: Object.fromEntries(Object.entries({ ...faults, refused: { fault: "refused" as const, is: { refuse: "refused" as const } }, unavailable: { fault: "unavailable" as const, is: { refuse: "unavailable" as const } } })
      .map(([name, { fault, is }]) => [name, { fault, arrange: () => { current = is; } }])),
  };
}
const cut = { cut: { fault: "cut", is: { cutAfter: 1 } } } as const;

llmContract("scripted", () => subjectOf((fault) => createScriptedModel({ timer, fault }), cut));
speakerContract("scripted", () => subjectOf((fault) => createScriptedSpeaker({ timer, fault }), cut));
transcriberContract("scripted", () => subjectOf((fault) => createScriptedTranscriber({ timer, fault })));
turnDetectorContract("scripted", () => subjectOf((fault) => createScriptedTurnDetector({ timer, fault })));
vadContract("scripted", () => ({ adapter: createScriptedVad() }));

/** The voices of the local models, in the order in which their files hold them. */
import type { VoiceInfo } from "@/lib/voice/ports";

export const piperVoices: VoiceInfo[] = [{ id: "joe", name: "Joe", language: "en-US", kind: "fast" }];

const kokoroIds = [
  "af_alloy", "af_aoede", "af_bella", "af_heart", "af_jessica", "af_kore", "af_nicole", "af_nova", "af_river", "af_sarah", "af_sky",
  "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam", "am_michael", "am_onyx", "am_puck", "am_santa",
  "bf_alice", "bf_emma", "bf_isabella", "bf_lily", "bm_daniel", "bm_fable", "bm_george", "bm_lewis",
];

export const kokoroVoices: VoiceInfo[] = kokoroIds.map((id) => {
  const name = id.slice(3);
  return { id, name: name.charAt(0).toUpperCase() + name.slice(1), language: id.startsWith("a") ? "en-US" : "en-GB", kind: "fine" };
});

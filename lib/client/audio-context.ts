/** Opens the page's one audio context with our processors in it. Call it from a click: browsers start no sound otherwise. */
export async function openAudio(workletUrl = "/voice-worklet.js"): Promise<AudioContext> {
  const context = new AudioContext({ latencyHint: "interactive" });
  try {
    await context.audioWorklet.addModule(workletUrl);
    if (context.state !== "running") await context.resume();
    return context;
  } catch (error) {
    await context.close().catch(() => {});
    throw error;
  }
}

/** From the player's last sample to the loudspeaker. */
export const outputLatencyMs = (context: AudioContext): number => 1_000 * (context.outputLatency || context.baseLatency || 0);

/** A short tone, so that someone can hear whether their loudspeaker works. Resolves when it has ended. */
export function playTestTone(context: AudioContext): Promise<void> {
  const gain = context.createGain();
  const start = context.currentTime + 0.02;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.2, start + 0.03);
  gain.gain.setValueAtTime(0.2, start + 0.45);
  gain.gain.linearRampToValueAtTime(0, start + 0.55);
  gain.connect(context.destination);
  const tone = new OscillatorNode(context, { frequency: 523.25 });
  tone.frequency.setValueAtTime(659.25, start + 0.22);
  tone.connect(gain);
  tone.start(start);
  tone.stop(start + 0.6);
  return new Promise((resolve) => { tone.onended = () => { gain.disconnect(); resolve(); }; });
}

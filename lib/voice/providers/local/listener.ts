/** What the listening process does: transcription, end of turn, and embeddings, one after another on one core. */
import { frameSpeech } from "./frame-speech";
import { loadMiniLm } from "./minilm";
import { loadMoonshine, type Moonshine } from "./moonshine";
import { vadFrameSamples, type ModelSettings, type Work } from "./protocol";
import { loadSilero, type Silero } from "./silero";
import { loadSmartTurn } from "./smart-turn";

type Answer<N extends keyof Work> = (takes: Work[N]["takes"], cancelled: () => boolean) => Promise<Work[N]["gives"]>;

export async function loadListener(settings: ModelSettings): Promise<{ turn: Answer<"turn">; transcribe: Answer<"transcribe">; embed: Answer<"embed"> }> {
  const [moonshine, smartTurn, miniLm, silero] = [await loadMoonshine(settings), await loadSmartTurn(settings), await loadMiniLm(settings), await loadSilero(settings)];
  const warmth = new Float32Array(32_000);
  await moonshine(warmth, () => false);
  await smartTurn(warmth);
  await miniLm("Hello there.");
  await holdsVoice(warmth, silero);
  return {
    turn: ({ audio }) => smartTurn(audio),
    transcribe: async ({ audio }, cancelled) => ({ text: await holdsVoice(audio, silero) ? await writeDown(audio, moonshine, cancelled) : "" }),
    embed: async ({ texts }, cancelled) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) if (!cancelled()) vectors.push(await miniLm(text));
      return vectors;
    },
  };
}

/** Below this score a clip is read again; about one in ten is, most of them noisy. */
const doubtfulScore = -0.2;
const shiftSamples = 1_600;

/** What reads doubtfully is read once more with another alignment of its frames, and the better of the two counts. */
async function writeDown(audio: Float32Array, moonshine: Moonshine, cancelled: () => boolean): Promise<string> {
  const framed = frameSpeech(audio);
  const first = await moonshine(framed, cancelled);
  if (first.score >= doubtfulScore || cancelled()) return first.text;
  const shifted = new Float32Array(framed.length + 2 * shiftSamples);
  shifted.set(framed, shiftSamples);
  const second = await moonshine(shifted, cancelled);
  return second.score > first.score ? second.text : first.text;
}

/** The recogniser writes words for noise, so it is asked only where there are 100 ms of voice; looking stops as soon as they are found. */
const leastVoicedFrames = 3;
const voiceThreshold = 0.4;
let nextStream = 0;

async function holdsVoice(audio: Float32Array, silero: Silero): Promise<boolean> {
  const stream = nextStream;
  nextStream += 1;
  let voiced = 0;
  try {
    for (let at = 0; at + vadFrameSamples <= audio.length; at += vadFrameSamples) {
      const [probability = 0] = await silero.run({ streams: [stream], frames: audio.subarray(at, at + vadFrameSamples) });
      if (probability > voiceThreshold) voiced += 1;
      if (voiced === leastVoicedFrames) return true;
    }
    return false;
  } finally {
    silero.end(stream);
  }
}

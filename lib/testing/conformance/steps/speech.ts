/** Speech both ways, and results that are kept. */
import { toneWav } from "../wav";
import type { Step } from "./step";

export const speech: Step = async ({ call, known }) => {
  await call("listModels");
  const speak = () => call("createSpeech", { body: { model: "scripted", voice: "tone", input: "Hello.", response_format: "wav", keep: true } });
  const transcribe = async () => {
    const form = new FormData();
    form.set("model", "scripted");
    form.set("keep", "true");
    form.set("file", new Blob([toneWav()]), "tone.wav");
    return call("createTranscription", { raw: { bytes: form } });
  };
  await speak();
  const params = { id: (await call("listSpeechResults", { query: { kind: "speech" } })).at("items.0.id") };
  await call("getSpeechResult", { params });
  await call("getSpeechResultAudio", { params });
  await call("deleteSpeechResult", { params });
  await call("listSpeechResultReceipts", { params });
  await speak();
  await transcribe();
  const transcript = (await call("listSpeechResults", { query: { kind: "transcript" } })).at("items.0.id");
  await call("updateSpeechResult", { params: { id: transcript }, body: { segments: [{ index: 0, text: "A tone." }] } });
  known.add("speech-results", transcript, (await call("listSpeechResults", { query: { kind: "speech" } })).at("items.0.id"));
};

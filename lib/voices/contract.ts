import { operation } from "@/lib/platform/operation";
import { speechInput, transcription, transcriptionFields, voiceOptions } from "./schema";

export const maxAudioBytes = 10 * 1_048_576;

export const listVoicesOp = operation({
  id: "listVoices", method: "GET", path: "/api/v1/voices", description: "Voices and providers that can be used here, with measured times", access: "viewer", scopes: ["agents:read"], returns: voiceOptions, status: 200,
});
export const createSpeechOp = operation({
  id: "createSpeech", method: "POST", path: "/v1/audio/speech", limit: "speech", description: "Text to speech, streamed as it is made, in the shape of OpenAI's. Nothing of it is stored unless `keep` asks for it.", access: "viewer", scopes: ["speech:use"],
  body: speechInput, answers: ["audio/mpeg", "audio/wav", "audio/pcm", "text/event-stream"], status: 200, fails: ["response_format_unsupported", "voice_unknown", "overloaded", "provider_failed", "provider_timeout", "models_unavailable", "quota_exceeded"],
});
export const createTranscriptionOp = operation({
  id: "createTranscription", method: "POST", path: "/v1/audio/transcriptions", limit: "transcription", description: "Speech to text, from a file of up to 10 MB and 25 minutes, in the shape of OpenAI's: WAV, and where the server has ffmpeg MP3, Ogg (Opus, Vorbis), WebM, FLAC and M4A, told by its bytes and not by its name; times are of segments. Nothing is stored unless the field `keep` is `true`: then `x-speech-result-id` names the result.", access: "viewer", scopes: ["speech:use"],
  rawBody: { contentTypes: ["multipart/form-data"], maxBytes: maxAudioBytes, form: transcriptionFields }, returns: transcription, answers: ["text/plain", "text/event-stream"], status: 200,
  fails: ["payload_too_large", "audio_format_unsupported", "audio_unreadable", "unsupported_media_type", "overloaded", "provider_failed", "provider_timeout", "models_unavailable", "quota_exceeded"],
});

export const voicesContract = [listVoicesOp, createSpeechOp, createTranscriptionOp];

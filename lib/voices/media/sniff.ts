/** What kind of audio file bytes are, told by the bytes alone: neither name nor header of the request is asked. */
import { isMp4 } from "./mp4";
import { mp3Frames } from "./mp3";
import { isWebm } from "./webm";
import { isOgg } from "./ogg";
import { startsWith } from "./bytes";

export const audioFormats = ["wav", "mp3", "ogg", "webm", "flac", "m4a"] as const;
export type AudioFormat = (typeof audioFormats)[number];

/** Null where it is none of them. What follows a right beginning is not judged here. */
export function sniff(bytes: Uint8Array): AudioFormat | null {
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WAVE", 8)) return "wav";
  if (startsWith(bytes, "fLaC")) return "flac";
  if (isOgg(bytes)) return "ogg";
  if (isWebm(bytes)) return "webm";
  if (isMp4(bytes)) return "m4a";
  return mp3Frames(bytes) ? "mp3" : null;
}

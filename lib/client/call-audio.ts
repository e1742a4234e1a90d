/** The port between a call and sound: a browser's own, or what an application brings. Sound is 24 kHz PCM16, mono. */
import type { MicrophoneFault } from "./microphone-fault";

export interface Played { responseId: string; /** Of the response's own audio, out of the loudspeaker. */ playedMs: number; level: number }

export interface PlayerEvents {
  /** Every now and then while something plays. */
  onProgress(played: Played): void;
  /** Played to its end. */
  onDone(played: Played): void;
  /** Cut off. `silentAfterMs`: from the request until the last sample left the loudspeaker. */
  onStopped(played: Played & { silentAfterMs: number }): void;
}

export interface Player {
  /** What comes of a response after it was stopped is dropped. */
  play(responseId: string, pcm: Int16Array<ArrayBuffer>): void;
  /** No more audio will come of it. */
  end(responseId: string): void;
  /** Silence at once; what was queued is forgotten. */
  stop(): void;
  /** Lower by 12 dB, or back. */
  duck(active: boolean): void;
  /** Whether anything is queued or playing. */
  busy(): boolean;
  close(): void;
}

export interface MicrophoneDevice { id: string; label: string }

export interface Microphone {
  /** The name of the device in use. */
  label(): string;
  deviceId(): string;
  mute(muted: boolean): void;
  /** Goes on with another device; the old one stays where the new one fails. Rejects with `MicrophoneError`. */
  switchTo(deviceId: string): Promise<void>;
  close(): void;
}

export interface MicrophoneEvents {
  /** 20 ms, with its loudness (root mean square, 0–1). Frames go on in silence while muted. */
  onFrame(pcm: Int16Array<ArrayBuffer>, level: number): void;
  /** The device went away by itself. */
  onLost(): void;
}

/** The sound of one call. */
export interface OpenSound {
  createPlayer(events: PlayerEvents): Player;
  /** Rejects with `MicrophoneError`. */
  openMicrophone(events: MicrophoneEvents & { deviceId?: string }): Promise<Microphone>;
  close(): void;
}

export interface CallAudio {
  /** Rejects where there can be no sound; `MicrophoneError` names the cause. */
  open(): Promise<OpenSound>;
  listMicrophones(): Promise<MicrophoneDevice[]>;
  /** The answer ends the watch. */
  onDevicesChanged(listener: () => void): () => void;
}

const microphoneErrorMark = Symbol.for("parley.microphone-error");

export class MicrophoneError extends Error {
  readonly [microphoneErrorMark] = true;
  constructor(readonly fault: MicrophoneFault) { super(`No microphone: ${fault}.`); this.name = "MicrophoneError"; }
}
export const isMicrophoneError = (error: unknown): error is MicrophoneError => typeof error === "object" && error !== null && microphoneErrorMark in error;

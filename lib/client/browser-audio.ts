import { openAudio } from "./audio-context";
import { MicrophoneError, isMicrophoneError, type CallAudio } from "./call-audio";
import { listMicrophones, openMicrophone } from "./microphone";
import { environmentFault } from "./microphone-fault";
import { createPlayer } from "./player";

/** The browser's microphone and loudspeaker. `workletUrl`: where `voice-worklet.js` is served, asked for at each opening. */
export function browserAudio(workletUrl: () => string): CallAudio {
  return {
    async open() {
      // Without a secure context there are no worklets either, so the page fails at its sound first; the cause is the context all the same.
      const context = await openAudio(workletUrl()).catch((error: unknown) => { throw isMicrophoneError(error) ? error : new MicrophoneError(environmentFault() ?? "unsupported"); });
      return {
        createPlayer: (events) => createPlayer({ context, ...events }),
        openMicrophone: (events) => openMicrophone({ context, ...events }),
        close: () => void context.close().catch(() => {}),
      };
    },
    listMicrophones,
    onDevicesChanged(listener) {
      navigator.mediaDevices?.addEventListener("devicechange", listener);
      return () => navigator.mediaDevices?.removeEventListener("devicechange", listener);
    },
  };
}

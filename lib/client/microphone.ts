import { MicrophoneError, type Microphone, type MicrophoneDevice, type MicrophoneEvents } from "./call-audio";
import { faultOf, environmentFault } from "./microphone-fault";

export interface MicrophoneOptions extends MicrophoneEvents { context: AudioContext; deviceId?: string }

export { isMicrophoneError, type Microphone } from "./call-audio";

async function capture(deviceId: string | undefined): Promise<MediaStream> {
  const fault = environmentFault();
  if (fault) throw new MicrophoneError(fault);
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...(deviceId ? { deviceId: { exact: deviceId } } : {}), channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  } catch (error) {
    throw new MicrophoneError(faultOf(error));
  }
}

/** Asks for the microphone and sends its sound as frames. Rejects with `MicrophoneError`. */
export async function openMicrophone(options: MicrophoneOptions): Promise<Microphone> {
  const { context } = options;
  let stream = await capture(options.deviceId);
  let muted = false;
  let closed = false;
  const node = new AudioWorkletNode(context, "microphone", { numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: "explicit" });
  node.port.onmessage = ({ data }: MessageEvent<{ pcm: ArrayBuffer; level: number }>) => options.onFrame(new Int16Array(data.pcm), data.level);
  // A node that leads nowhere is not run by every browser; this one is silent.
  const sink = new GainNode(context, { gain: 0 });
  node.connect(sink).connect(context.destination);
  let source = context.createMediaStreamSource(stream);

  function attach(): void {
    source.connect(node);
    for (const track of stream.getAudioTracks()) {
      track.enabled = !muted;
      track.onended = () => { if (!closed) options.onLost(); };
    }
  }
  function release(held: MediaStream, from: MediaStreamAudioSourceNode): void {
    from.disconnect();
    for (const track of held.getTracks()) { track.onended = null; track.stop(); }
  }
  const track = () => stream.getAudioTracks()[0];
  attach();
  return {
    label: () => track()?.label || "Microphone",
    deviceId: () => track()?.getSettings().deviceId ?? "",
    mute(next) {
      muted = next;
      node.port.postMessage({ muted });
      for (const each of stream.getAudioTracks()) each.enabled = !muted;
    },
    async switchTo(deviceId) {
      const next = await capture(deviceId);
      if (closed) { for (const each of next.getTracks()) each.stop(); return; }
      const [oldStream, oldSource] = [stream, source];
      stream = next;
      source = context.createMediaStreamSource(next);
      attach();
      release(oldStream, oldSource);
    },
    close() {
      if (closed) return;
      closed = true;
      release(stream, source);
      node.port.postMessage("close");
      node.disconnect();
      sink.disconnect();
    },
  };
}

/** Names are known only once a microphone has been allowed. */
export async function listMicrophones(): Promise<MicrophoneDevice[]> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
  return devices.filter((device) => device.kind === "audioinput" && device.deviceId !== "").map((device, index) => ({ id: device.deviceId, label: device.label || `Microphone ${index + 1}` }));
}

/** Why there is no microphone. */
export type MicrophoneFault = "refused" | "absent" | "taken" | "insecure" | "unsupported";

const faultOfName: Record<string, MicrophoneFault> = {
  NotAllowedError: "refused", SecurityError: "refused", PermissionDeniedError: "refused",
  NotFoundError: "absent", OverconstrainedError: "absent", DevicesNotFoundError: "absent",
  NotReadableError: "taken", AbortError: "taken", TrackStartError: "taken",
};

/** Reads what `getUserMedia` rejects with. */
export const faultOf = (error: unknown): MicrophoneFault => (error instanceof Error || error instanceof DOMException ? faultOfName[error.name] : undefined) ?? "unsupported";

/** What a page can know without asking: null where a microphone may be had. */
export function environmentFault(): MicrophoneFault | null {
  if (!window.isSecureContext) return "insecure";
  return "mediaDevices" in navigator && "AudioWorkletNode" in window ? null : "unsupported";
}

/** Cause and cure of each. */
export const faultWords: Record<MicrophoneFault, { title: string; cure: string }> = {
  refused: { title: "The microphone is blocked", cure: "Your browser refused it for this address. Allow it in the menu beside the address, then try again. You can type meanwhile." },
  absent: { title: "No microphone was found", cure: "Connect one, or choose it in the system's sound settings, then try again. You can type meanwhile." },
  taken: { title: "Another program holds the microphone", cure: "Close the call or recording that uses it, then try again. You can type meanwhile." },
  insecure: { title: "This page cannot use a microphone", cure: "Browsers give one only to https addresses and to localhost. Open the page by https; whoever runs this server can start it with --tls. You can type meanwhile." },
  unsupported: { title: "This browser cannot take part by voice", cure: "A current Firefox, Chrome, Edge or Safari can. You can type here." },
};

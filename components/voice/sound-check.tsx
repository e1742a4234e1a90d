"use client";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { openAudio, playTestTone } from "@/lib/client/audio-context";
import { isMicrophoneError, openMicrophone, type Microphone } from "@/lib/client/microphone";
import { environmentFault, faultWords, type MicrophoneFault } from "@/lib/client/microphone-fault";
import { visibleLevel } from "./figure-geometry";
import { LevelMeter } from "./level-meter";

type Input = { state: "closed" | "opening" | "open" | "heard" } | { state: "fault"; fault: MicrophoneFault };
type Output = "untried" | "playing" | "asked" | "heard" | "unheard";

/** What counts as a voice in the microphone. */
const heardLevel = 0.35;

/** Secure context, microphone with its level, loudspeaker with a tone; and what to do where one is missing. */
export function SoundCheck({ onClose }: { onClose: () => void }) {
  const [secure] = useState(environmentFault);
  const [input, setInput] = useState<Input>({ state: "closed" });
  const [output, setOutput] = useState<Output>("untried");
  const held = useRef<{ context: AudioContext | null; microphone: Microphone | null; level: number }>({ context: null, microphone: null, level: 0 });
  const level = useCallback(() => held.current.level, []);
  useEffect(() => {
    const sound = held.current;
    return () => { sound.microphone?.close(); void sound.context?.close().catch(() => {}); sound.microphone = null; sound.context = null; };
  }, []);

  const context = async () => (held.current.context ??= await openAudio());
  async function listen(): Promise<void> {
    setInput({ state: "opening" });
    try {
      held.current.microphone = await openMicrophone({
        context: await context(),
        onFrame(_pcm, rms) { held.current.level = rms; if (visibleLevel(rms) > heardLevel) setInput((now) => (now.state === "open" ? { state: "heard" } : now)); },
        onLost: () => setInput({ state: "fault", fault: "absent" }),
      });
      setInput({ state: "open" });
    } catch (error) {
      setInput({ state: "fault", fault: isMicrophoneError(error) ? error.fault : "unsupported" });
    }
  }
  async function tone(): Promise<void> {
    setOutput("playing");
    try { await playTestTone(await context()); setOutput("asked"); } catch { setOutput("unheard"); }
  }

  return (
    <section aria-label="Sound check" className="grid gap-3 border-t border-rule pt-4">
      <Check state={secure ? "bad" : "good"} title={secure ? faultWords[secure].title : "This page may use a microphone"}>{secure ? faultWords[secure].cure : null}</Check>
      <Check state={input.state === "heard" ? "good" : input.state === "fault" ? "bad" : "open"} title={inputTitle(input)}>
        {input.state === "fault" ? faultWords[input.fault].cure : null}
        {input.state === "open" || input.state === "heard" ? <LevelMeter level={level} /> : secure ? null : <Button size="small" busy={input.state === "opening" && "Opening"} onClick={() => void listen()}>{input.state === "fault" ? "Try again" : "Try the microphone"}</Button>}
      </Check>
      <Check state={output === "heard" ? "good" : output === "unheard" ? "bad" : "open"} title={output === "asked" ? "Did you hear two notes?" : output === "heard" ? "The loudspeaker works" : "Loudspeaker"}>
        {output === "unheard" ? "Turn the volume up, and look in the system's sound settings which output is in use. Captions show every word meanwhile. " : null}
        {output === "asked" ? <span className="flex gap-2"><Button size="small" onClick={() => setOutput("heard")}>Yes</Button><Button size="small" onClick={() => setOutput("unheard")}>No</Button></span> : <Button size="small" busy={output === "playing" && "Playing"} onClick={() => void tone()}>Play a tone</Button>}
      </Check>
      <div><Button kind="quiet" size="small" className="-ml-[.6rem]" onClick={onClose}>Close the check</Button></div>
    </section>
  );
}

function inputTitle(input: Input): string {
  switch (input.state) {
    case "closed": return "Microphone";
    case "opening": return "Your browser asks for the microphone";
    case "open": return "Say something";
    case "heard": return "The microphone hears you";
    case "fault": return faultWords[input.fault].title;
  }
}

function Check({ state, title, children }: { state: "good" | "bad" | "open"; title: string; children?: ReactNode }) {
  const Icon = state === "good" ? CircleCheck : state === "bad" ? CircleAlert : CircleDashed;
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <Icon className={`icon mt-1 ${state === "bad" ? "text-error" : state === "open" ? "text-ink-3" : ""}`} aria-hidden />
      <p role="status"><span className="sr">{state === "good" ? "Done: " : state === "bad" ? "Problem: " : ""}</span>{title}</p>
      {children ? <div className="small soft col-start-2">{children}</div> : null}
    </div>
  );
}

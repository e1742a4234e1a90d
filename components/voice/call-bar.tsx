"use client";
import Captions from "lucide-react/icons/captions";
import ChevronDown from "lucide-react/icons/chevron-down";
import Mic from "lucide-react/icons/mic";
import MicOff from "lucide-react/icons/mic-off";
import { lazy, Suspense, useState, type MouseEvent, type RefObject } from "react";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import { Input } from "@/components/ui/input";

const MicrophoneMenu = lazy(async () => ({ default: (await import("./microphone-menu")).MicrophoneMenu }));

export interface CallBarProps {
  controller: CallController;
  snapshot: CallSnapshot;
  captions: boolean;
  onCaptions(): void;
  onTyping(typing: boolean): void;
  onKeys(): void;
  typeField: RefObject<HTMLInputElement | null>;
  /** The call was begun by keyboard: its field has the focus at once. */
  byKeyboard: boolean;
}

/** A button pressed by mouse leaves the focus where it was, so that Space still means "hold to talk" and no second press of it. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** Mute, microphone, text, captions, end: always the same five in the same places. */
export function CallBar({ controller, snapshot, captions, onCaptions, onTyping, onKeys, typeField, byKeyboard }: CallBarProps) {
  const { microphone, muted, talking } = snapshot;
  const silenced = muted && !talking;
  const MuteIcon = silenced || !microphone.open ? MicOff : Mic;
  return (
    <div className="callbar" role="group" aria-label="Call controls">
      <button type="button" aria-pressed={microphone.open ? silenced : undefined} aria-label={microphone.open ? "Mute" : "Use the microphone"} aria-keyshortcuts="M" onMouseDown={keepFocus} onClick={() => (microphone.open ? controller.mute(!muted) : void controller.openMicrophone())}><MuteIcon className="icon" aria-hidden /></button>
      <Suspense fallback={<button type="button" className="micmenu" aria-label="Microphone" aria-disabled="true"><span className="level" aria-hidden="true"><i /><i /><i /><i /><i /></span><ChevronDown className="icon" aria-hidden /></button>}>
        <MicrophoneMenu controller={controller} snapshot={snapshot} onKeys={onKeys} />
      </Suspense>
      <TypeField onSend={controller.type} onTyping={onTyping} field={typeField} autoFocus={byKeyboard} />
      <button type="button" aria-pressed={captions} aria-label="Captions" aria-keyshortcuts="C" onMouseDown={keepFocus} onClick={onCaptions}><Captions className="icon" aria-hidden /></button>
      <button type="button" className="hang" aria-keyshortcuts="Escape" onClick={controller.end}>End<span className="sr"> call</span></button>
    </div>
  );
}

function TypeField({ onSend, onTyping, field, autoFocus }: { onSend(text: string): void; onTyping(typing: boolean): void; field: RefObject<HTMLInputElement | null>; autoFocus: boolean }) {
  const [text, setText] = useState("");
  return (
    <form className="type" onSubmit={(event) => { event.preventDefault(); if (text.trim()) { onSend(text); setText(""); } }}>
      <label className="sr" htmlFor="call-type">Type instead of speaking</label>
      <Input id="call-type" ref={field} autoFocus={autoFocus} value={text} placeholder="Type instead" aria-keyshortcuts="T" autoComplete="off" enterKeyHint="send" maxLength={4_000} onChange={(event) => setText(event.target.value)} onFocus={() => onTyping(true)} onBlur={() => onTyping(false)} />
    </form>
  );
}

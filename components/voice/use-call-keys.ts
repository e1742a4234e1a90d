"use client";
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface CallKeyActions { mute(): void; hold(talking: boolean): void; type(): void; captions(): void; end(): void; help(): void }

export const callKeys = [
  { keys: ["M"], does: "Mute, and speak again" }, { keys: ["Space"], does: "While muted: hold to talk" }, { keys: ["T"], does: "Type instead of speaking" },
  { keys: ["C"], does: "Captions on or off" }, { keys: ["Esc"], does: "End the call" }, { keys: ["?"], does: "This list" },
] as const;

const storageName = "call-keys";
const changed = new EventTarget();
let sessionChoice: boolean | null = null;

function keysAreOn(): boolean {
  if (sessionChoice !== null) return sessionChoice;
  try { return localStorage.getItem(storageName) !== "off"; } catch { return true; }
}

/** Single keys can be switched off: they get in the way of speech input and screen readers. */
export function useKeysSwitch(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore((listener) => { changed.addEventListener("change", listener); return () => changed.removeEventListener("change", listener); }, keysAreOn, () => true);
  return [on, (next) => {
    sessionChoice = next;
    try { localStorage.setItem(storageName, next ? "on" : "off"); } catch { /* Storage may be refused; the choice then lasts as long as the page. */ }
    changed.dispatchEvent(new Event("change"));
  }];
}

const floats = "[role=dialog], [role=menu], [role=listbox], [role=alertdialog]";
const isField = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const takesSpace = (target: EventTarget | null) => target instanceof HTMLElement && target.closest("button, a, summary, [role=tab], [role=switch]") !== null;

/** Listens while `active`. Fields keep their letters, open menus and dialogs keep Escape. */
export function useCallKeys(active: boolean, actions: CallKeyActions): void {
  const [on] = useKeysSwitch();
  const latest = useRef(actions);
  useEffect(() => { latest.current = actions; });
  useEffect(() => {
    if (!active || !on) return;
    function down(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector(floats)) return;
      if (isField(event.target)) {
        if (event.key === "Escape" && event.target instanceof HTMLElement) { event.preventDefault(); event.target.blur(); }
        return;
      }
      if (event.key === " ") {
        if (takesSpace(event.target)) return;
        event.preventDefault();
        if (!event.repeat) latest.current.hold(true);
        return;
      }
      const action = { m: "mute", t: "type", c: "captions", Escape: "end", "?": "help" }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action || event.repeat) return;
      event.preventDefault();
      if (action === "mute") latest.current.mute();
      else if (action === "type") latest.current.type();
      else if (action === "captions") latest.current.captions();
      else if (action === "end") latest.current.end();
      else latest.current.help();
    }
    const up = (event: KeyboardEvent) => { if (event.key === " ") latest.current.hold(false); };
    const away = () => latest.current.hold(false);
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", away);
    return () => { window.removeEventListener("keydown", down); window.removeEventListener("keyup", up); window.removeEventListener("blur", away); away(); };
  }, [active, on]);
}

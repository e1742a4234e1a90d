/** The call in the talk button's frame: before, during and after. Loaded when the button is pressed. */
import type { CallSnapshot, StartOptions } from "@/lib/client/call-controller";
import { createPageCall } from "@/lib/client/page-call";
import { element, say } from "./dom";
import { endView } from "./end-view";
import { startView } from "./start-view";
import { talkView } from "./talk-view";

export interface Panel { root: HTMLElement; /** To the first thing to do. */ focus(): void; /** Ends the call. */ dispose(): void }
export interface PanelOptions { slug: string; name: string; onClose(): void }

type Mode = "before" | "during" | "over";
/** A part of the panel; `show` is given every snapshot while the part is there. */
export interface View { root: HTMLElement; focus(): void; show(snapshot: CallSnapshot): void; dispose?(): void }

function modeOf({ call }: CallSnapshot): Mode {
  if (call.phase === "idle" || (call.startedAtMs === null && call.failure !== null)) return "before";
  return call.phase === "ended" || call.failure !== null ? "over" : "during";
}

export function createPanel({ slug, name, onClose }: PanelOptions): Panel {
  const controller = createPageCall({ slug });
  let byKeyboard = false;
  let mode: Mode | null = null;
  let view: View | null = null;
  const start = (options: StartOptions) => { byKeyboard = !options.voice; void controller.start(options); };

  const recording = element("span", { role: "status" }, "not recorded");
  const record = element("button", { type: "button", class: "quiet", hidden: true, on: { click: () => {
    controller.consent(controller.snapshot().call.recording.active ? { audio: false } : { audio: true, text: true });
  } } }, "Record");
  const shut = element("button", { type: "button", class: "quiet shut", "aria-label": "Close", on: { click: onClose } }, "×");
  const body = element("div", { class: "body" });
  const root = element("section", { class: "panel", "aria-label": "Call" }, element("header", {}, element("h1", {}, name), recording, record, shut), body);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && mode !== "during") onClose(); });

  function viewFor(next: Mode): View {
    if (next === "before") return startView({ slug, onStart: start });
    if (next === "during") return talkView({ controller, name, byKeyboard });
    return endView({ slug, controller, onStart: start });
  }

  function show(snapshot: CallSnapshot): void {
    const { call } = snapshot;
    const next = modeOf(snapshot);
    if (next !== mode) {
      const first = mode === null;
      view?.dispose?.();
      mode = next;
      view = viewFor(next);
      body.replaceChildren(view.root);
      if (!first) view.focus();
    }
    say(recording, call.recording.active ? "recorded" : "not recorded");
    recording.className = call.recording.active ? "recorded" : "";
    record.hidden = mode !== "during";
    say(record, call.recording.active ? "Stop and delete" : "Record");
    shut.setAttribute("aria-label", mode === "during" ? "End the call and close" : "Close");
    view?.show(snapshot);
  }

  const leave = controller.subscribe(() => show(controller.snapshot()));
  show(controller.snapshot());
  return { root, focus: () => view?.focus(), dispose() { leave(); view?.dispose?.(); controller.dispose(); } };
}

/** What runs in the talk button's frame until it is pressed. The call itself is loaded then. */
import { mainPath } from "@/components/voice/figure-geometry";
import { element, figure } from "./dom";
import { readHostMessage, type FrameMessage } from "./messages";
import type { Panel } from "./panel";

// On a site that shares our domain a browser would send our cookie along; nobody who talks here is signed in.
const ask = window.fetch.bind(window);
window.fetch = (input, init) => ask(input, { ...init, credentials: "omit" });

const { slug = "", name = "", hosts = "" } = document.documentElement.dataset;
const mayFrame = [location.origin, ...hosts.split(" ").filter(Boolean)];
const panelSize = { widthPx: 400, heightPx: 632 };

const main = document.querySelector<HTMLElement>("#widget");
const button = document.querySelector<HTMLButtonElement>("#open");
/** Whoever frames us, once they have said so. */
let host: string | null = null;
let panel: Panel | null = null;
let isOpen = false;

function tell(): void {
  if (host === null || !button) return;
  const box = button.getBoundingClientRect();
  // The button's own margin is the room for its ring and its shadow.
  const size = isOpen ? panelSize : { widthPx: box.width + 16, heightPx: box.height + 16 };
  const message: FrameMessage = { parley: "size", open: isOpen, ...size };
  window.parent.postMessage(message, host);
}

window.addEventListener("message", ({ source, origin, data }) => {
  if (window.parent === window || source !== window.parent || !mayFrame.includes(origin) || !readHostMessage(data)) return;
  host = origin;
  tell();
});

function show(open: boolean): void {
  isOpen = open;
  button?.setAttribute("aria-expanded", String(open));
  if (button) button.hidden = open;
  tell();
}

function close(): void {
  panel?.dispose();
  panel?.root.remove();
  panel = null;
  show(false);
  button?.focus();
}

async function open(): Promise<void> {
  if (isOpen || !main) return;
  show(true);
  const wait = element("section", { class: "panel", "aria-label": "Call", "aria-busy": "true" }, element("p", { class: "soft", role: "status" }, "Loading"));
  main.append(wait);
  try {
    const { createPanel } = await import("./panel");
    panel = createPanel({ slug, name, onClose: close });
    wait.replaceWith(panel.root);
    panel.focus();
  } catch {
    const again = element("button", { type: "button", class: "edge", on: { click: () => { wait.remove(); close(); } } }, "Close");
    wait.removeAttribute("aria-busy");
    wait.replaceChildren(element("p", { role: "alert" }, "The call could not be loaded. Check the connection and load the page again."), again);
    again.focus();
  }
}

button?.prepend(figure(mainPath("idle", 16), "mark").svg);
button?.addEventListener("click", () => void open());
// Fonts and zoom change the button's size after it was told.
if (button) new ResizeObserver(() => { if (!isOpen) tell(); }).observe(button);

/**
 * `/widget.js`: the one script tag of another site. It makes a frame on the server that it came from, keeps it as large as the frame asks within
 * the window, and does nothing else to the page: one property of `window`, no style sheet, no cookie, and no error that leaves it.
 */
import { hello, readFrameMessage } from "./messages";

interface Shown { tags: WeakSet<Element>; places: Map<string, number> }

/** The one thing that is left on `window`; a second load of the script finds there what the first has shown. */
const mark = Symbol.for("parley.widget");
const fadeAfterMs = 3_000;

const warn = (words: string) => console.warn(`Parley talk button: ${words}`);

function begin(): void {
  const holder = window as unknown as Record<symbol, Shown | undefined>;
  const shown = holder[mark] ??= { tags: new WeakSet(), places: new Map() };
  const own = document.currentScript;
  const tags = own instanceof HTMLScriptElement ? [own] : [...document.querySelectorAll<HTMLScriptElement>('script[data-agent][src*="/widget.js"]')];
  for (const tag of tags) {
    if (shown.tags.has(tag)) continue;
    shown.tags.add(tag);
    whenThereIsABody(() => place(tag, shown));
  }
}

const quietly = (work: () => void) => { try { work(); } catch (error) { warn(`it could not be shown. ${String(error)}`); } };
const whenThereIsABody = (work: () => void) => (document.body ? work() : document.addEventListener("DOMContentLoaded", () => quietly(work), { once: true }));

function place(tag: HTMLScriptElement, shown: Shown): void {
  const { agent = "", position = "", label = "" } = tag.dataset;
  const home = new URL(tag.src).origin;
  if (!/^[a-z0-9](-?[a-z0-9])*$/.test(agent)) return warn('its tag needs data-agent="…", the last part of the agent\'s address.');
  const side = position === "bottom-left" ? "left" : "right";
  // The same button twice is one: a page may load the script again whenever it changes its contents.
  const key = `${home} ${agent} ${side}`;
  if (shown.places.has(key)) return;
  const above = [...shown.places.keys()].filter((other) => other.endsWith(side)).length;
  shown.places.set(key, above);

  const address = new URL(`/embed/${agent}`, home);
  for (const name of ["theme", "accent", "label"] as const) { const value = tag.dataset[name]; if (value) address.searchParams.set(name, value.slice(0, 40)); }
  const frame = document.createElement("iframe");
  frame.title = label.slice(0, 40) || "Talk to us";
  frame.allow = "microphone; autoplay";
  frame.referrerPolicy = "no-referrer";
  const { theme } = tag.dataset;
  // A frame whose scheme is not its page's gets an opaque ground; so the scheme of the element is the one of what is in it.
  style(frame, {
    all: "initial", position: "fixed", [side]: "8px", bottom: `${8 + above * 68}px`, border: "0", "z-index": "2147483000", "color-scheme": theme === "light" || theme === "dark" ? theme : "light dark",
    width: "320px", height: "80px", "max-width": "calc(100vw - 16px)", "max-height": `calc(100vh - ${16 + above * 68}px)`, visibility: "hidden",
  });
  let ready = false;
  // Who sends it and from where: both must be the frame and the server that were asked, whatever the message says.
  window.addEventListener("message", ({ source, origin, data }) => quietly(() => {
    if (source !== frame.contentWindow || origin !== home) return;
    const size = readFrameMessage(data);
    if (!size) return;
    ready = true;
    style(frame, { width: `${Math.ceil(size.widthPx)}px`, height: `${Math.ceil(size.heightPx)}px`, "z-index": size.open ? "2147483001" : "2147483000", visibility: "visible" });
  }));
  frame.addEventListener("load", () => quietly(() => {
    frame.contentWindow?.postMessage(hello, home);
    setTimeout(() => { if (!ready) { frame.remove(); shown.places.delete(key); warn(refusedWords(agent, home)); } }, fadeAfterMs);
  }));
  frame.src = address.href;
  document.body.append(frame);
}

/** A page is not told why a frame stayed empty, so all that can be the cause is named. */
const refusedWords = (agent: string, home: string): string =>
  `"${agent}" cannot be shown on ${location.origin}. Either no agent of this name is public and published, or ${location.origin} is not among its sites (the agent's page, Share, “Put it on your site”), or this page's own policy lacks frame-src ${home}.`;

function style(frame: HTMLIFrameElement, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) frame.style.setProperty(name, value, "important");
}

quietly(begin);

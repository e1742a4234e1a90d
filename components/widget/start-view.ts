/** Before the call: what is kept if the caller agrees, and two ways in. */
import { environmentFault, faultWords, type MicrophoneFault } from "@/lib/client/microphone-fault";
import type { CallSnapshot, StartOptions } from "@/lib/client/call-controller";
import type { StandingConsent } from "@/lib/consent/schema";
import { callerTextVersion, consentTexts, type ConsentKind } from "@/lib/consent/words";
import { element } from "./dom";
import { lookUp, standingLine } from "./standing";
import type { View } from "./panel";

const words = consentTexts[callerTextVersion];

export function startView({ slug, onStart }: { slug: string; onStart(options: StartOptions): void }): View {
  const fault = element("div", { class: "faults", role: "alert" });
  const ticks: Partial<Record<ConsentKind, HTMLInputElement>> = {};
  const asked = element("div", { class: "asked", "aria-busy": "true" });
  const start = (voice: boolean) => {
    const [text, audio] = [ticks.text?.checked ?? false, ticks.audio?.checked ?? false];
    onStart({ voice, consent: text || audio ? { text, audio } : null });
  };
  const talk = element("button", { type: "button", class: "fill", on: { click: () => start(true) } }, "Talk");
  const type = element("button", { type: "button", class: "quiet", on: { click: () => start(false) } }, "Rather type?");

  function tick(kind: ConsentKind): HTMLElement | null {
    const { label, hint } = words?.[kind] ?? {};
    if (!label || !hint) return null;
    const input = element("input", { type: "checkbox", id: `keep-${kind}`, "aria-describedby": `keep-${kind}-hint` });
    ticks[kind] = input;
    return element("div", { class: "tick" }, input, element("label", { for: input.id }, label), element("p", { class: "hint", id: `keep-${kind}-hint` }, hint));
  }
  function ask(standing: StandingConsent): void {
    asked.removeAttribute("aria-busy");
    asked.replaceChildren(...[standing.text ? null : tick("text"), standing.audio ? null : tick("audio"), standingLine(slug, standing, () => {
      for (const kind of ["text", "audio"] as const) { const made = ticks[kind] ? null : tick(kind); if (made) asked.append(made); }
    })].filter((part) => part !== null));
  }
  void lookUp(slug).then(ask);

  let shown = "";
  function show({ call: { failure }, microphone }: CallSnapshot): void {
    const causes = [...(failure ? [failure] : []), ...(microphone.fault ? [faultWords[microphone.fault satisfies MicrophoneFault]] : [])];
    const now = causes.map(({ title }) => title).join();
    if (now === shown) return;
    shown = now;
    fault.replaceChildren(...causes.map(({ title, cure }) => element("div", { class: "note" }, element("b", {}, title), element("p", {}, cure))));
  }
  const root = element("div", { class: "start" }, fault, element("div", { class: "go" }, talk, type), asked);
  return { root, show, focus: () => (environmentFault() ? type : talk).focus() };
}

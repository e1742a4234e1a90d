/** After the call: why it ended, what of it is kept, how it was, and once more. */
import { endWords, ratingWords } from "@/components/voice/call-words";
import type { CallController, StartOptions } from "@/lib/client/call-controller";
import { messageOf } from "@/lib/sdk/client";
import { element, say } from "./dom";
import { lookUp, standingLine } from "./standing";
import type { View } from "./panel";

export function endView({ slug, controller, onStart }: { slug: string; controller: CallController; onStart(options: StartOptions): void }): View {
  const { failure, endReason, conversationId } = controller.snapshot().call;
  const kept = element("div");
  void lookUp(slug).then((standing) => kept.replaceChildren(...[standingLine(slug, standing, () => {})].filter((line) => line !== null)));
  const again = element("button", { type: "button", class: "fill", on: { click: () => onStart({ voice: true, consent: null }) } }, "Talk again");
  const type = element("button", { type: "button", class: "quiet", on: { click: () => onStart({ voice: false, consent: null }) } }, "Type instead");
  const root = element("div", { class: "ended" },
    element("p", { role: "status" }, failure ? `${failure.title}. ${failure.cure}` : endWords(endReason)),
    conversationId ? rating(controller) : null, element("div", { class: "go" }, again, type), kept);
  return { root, show: () => {}, focus: () => again.focus() };
}

function rating(controller: CallController): HTMLElement {
  const said = element("p", { class: "hint", role: "status" }, "1 is bad, 5 is excellent.");
  const choice = element("div", { class: "seg" }, ...ratingWords.map((word, index) => element("label", {},
    element("input", { type: "radio", name: "rating", on: { change: (event) => {
      const { target } = event;
      controller.rate(index + 1).then(() => say(said, "Thank you."), (error: unknown) => { if (target instanceof HTMLInputElement) target.checked = false; say(said, `Your answer was not kept. ${messageOf(error)}`); });
    } } }), element("span", {}, String(index + 1)), element("span", { class: "sr" }, ` of 5, ${word}`))));
  return element("fieldset", { class: "rating" }, element("legend", {}, "How was it?"), choice, said);
}

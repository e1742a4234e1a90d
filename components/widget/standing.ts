/** What this browser's caller has agreed to with this agent, in words, and the way to take it back: here, since the frame's storage is this site's alone. */
import { standingWith, withdrawFrom } from "@/lib/client/consents";
import type { StandingConsent } from "@/lib/consent/schema";
import { messageOf } from "@/lib/sdk/client";
import { element, say } from "./dom";

const nothing: StandingConsent = { text: false, audio: false };
/** Where it cannot be looked up, everything is asked. */
export const lookUp = (slug: string): Promise<StandingConsent> => standingWith(slug).catch(() => nothing);

const agreedWords = ({ text, audio }: StandingConsent) => (text && audio ? "the words are kept and the sound is recorded" : text ? "the words are kept" : "the sound is recorded");

/** Null where nothing stands. */
export function standingLine(slug: string, standing: StandingConsent, onWithdrawn: () => void): HTMLElement | null {
  if (!standing.text && !standing.audio) return null;
  const said = element("span", { role: "status" }, `You have agreed that ${agreedWords(standing)} in calls with this agent. `);
  const back = element("button", { type: "button", class: "link", on: { click: () => {
    back.disabled = true;
    withdrawFrom(slug).then(() => { say(said, "Taken back. What was kept of your calls with this agent has been deleted."); back.remove(); onWithdrawn(); },
      (error: unknown) => { back.disabled = false; say(said, `It was not taken back. ${messageOf(error)} `); });
  } } }, "Take it back and delete");
  return element("p", { class: "hint" }, said, back);
}

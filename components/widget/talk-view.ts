/** The call as it runs: its state as a word, a colour and a figure; captions, the words of both, and the bar. */
import { captionWords, figureOf, lastWords, noticeWords, wordOf, wordsOf } from "@/components/voice/call-words";
import { mainPath, smoothLevel, visibleLevel } from "@/components/voice/figure-geometry";
import type { CallController, CallSnapshot } from "@/lib/client/call-controller";
import type { CallState, CallTurn } from "@/lib/client/call-state";
import { faultWords } from "@/lib/client/microphone-fault";
import { splitWords, unheardRest } from "@/lib/client/word-times";
import { element, figure, say } from "./dom";
import type { View } from "./panel";

const strokes = 24;
const frameMs = 40;

export function talkView({ controller, name, byKeyboard }: { controller: CallController; name: string; byKeyboard: boolean }): View {
  const word = element("p", { class: "word", role: "status" });
  const beside = element("p", { class: "soft num" });
  const voice = figure(mainPath("idle", strokes), "vf");
  const stage = element("div", { class: "stage" }, voice.svg, element("div", { class: "says" }, word, beside));
  const caption = element("p", { class: "caption", "aria-live": "off" });
  const notice = element("div", { class: "notice", role: "status" });
  const log = element("div", { role: "log", "aria-label": "Transcript" });
  const scroll = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "What was said" }, log);
  let captions = true;
  let typing = false;

  const mute = element("button", { type: "button", on: { click: () => { const { muted, microphone } = controller.snapshot(); if (microphone.open) controller.mute(!muted); else void controller.openMicrophone(); } } }, "Mute");
  const shown = element("button", { type: "button", "aria-pressed": "true", on: { click: () => { captions = !captions; shown.setAttribute("aria-pressed", String(captions)); show(controller.snapshot()); } } }, "Captions");
  const field = element("input", { class: "input", id: "type", placeholder: "Type instead", maxlength: "4000", autocomplete: "off", enterkeyhint: "send", on: { focus: () => { typing = true; }, blur: () => { typing = false; } } });
  const form = element("form", { on: { submit: (event) => { event.preventDefault(); controller.type(field.value); field.value = ""; } } }, element("label", { class: "sr", for: "type" }, "Type instead of speaking"), field, element("button", { type: "submit", class: "edge" }, "Send"));
  const end = element("button", { type: "button", class: "fill", "aria-label": "End call", on: { click: () => controller.end() } }, "End");
  const bar = element("div", { class: "bar", role: "group", "aria-label": "Call controls" }, form, mute, shown, end);
  const root = element("div", { class: "talk" }, stage, caption, notice, scroll, bar);
  const listing = turnList(log, name);

  function show(snapshot: CallSnapshot): void {
    const { call, microphone, muted } = snapshot;
    const state = figureOf[call.phase];
    if (stage.dataset.state !== state) { stage.dataset.state = state; voice.path.setAttribute("d", mainPath(state, strokes, 0.6)); }
    say(word, wordOf[call.phase]);
    say(beside, call.phase === "connecting" ? "" : !microphone.open ? "by keyboard" : muted ? "muted" : "");
    say(mute, microphone.open ? "Mute" : "Use microphone");
    if (microphone.open) mute.setAttribute("aria-pressed", String(muted)); else mute.removeAttribute("aria-pressed");
    if (captions) showCaption(caption, call); else say(caption, "");
    say(notice, noticeOf(snapshot));
    // Silent while the agent is audible, so that nobody hears two voices.
    log.setAttribute("aria-live", call.audibleResponseId === null && (muted || typing || !microphone.open) ? "polite" : "off");
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
    listing(call);
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  }

  const stop = animate(voice.path, controller);
  return { root, show, focus: () => (byKeyboard ? field : end).focus(), dispose: stop };
}

/** Reads the loudness and draws it; not at all for those who prefer less motion. */
function animate(path: SVGPathElement, controller: CallController): () => void {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let level = 0;
  let drawnAtMs = performance.now();
  let request = requestAnimationFrame(draw);
  function draw(nowMs: number): void {
    request = requestAnimationFrame(draw);
    const elapsedMs = nowMs - drawnAtMs;
    if (elapsedMs < frameMs || still.matches) return;
    drawnAtMs = nowMs;
    const state = figureOf[controller.snapshot().call.phase];
    if (state !== "listening" && state !== "speaking") return;
    level = smoothLevel(level, visibleLevel(state === "speaking" ? controller.levels.speaker : controller.levels.microphone), elapsedMs);
    path.setAttribute("d", mainPath(state, strokes, level, nowMs / 1_000 * 40));
  }
  return () => cancelAnimationFrame(request);
}

function showCaption(caption: HTMLElement, call: CallState): void {
  const audible = call.turns.find((turn) => turn.responseId !== null && turn.responseId === call.audibleResponseId);
  if (!audible) {
    const last = call.turns.at(-1);
    return say(caption, last?.text ? lastWords(last.heardText ?? last.text) : call.phase === "listening" ? "Say something, or type below." : "");
  }
  const { said, now, next } = splitWords(captionWords(wordsOf(audible), audible.playedMs), audible.playedMs);
  const words = [said, now, next].filter(Boolean).join(" ");
  if (caption.textContent === words && caption.dataset.said === said) return;
  caption.dataset.said = said;
  caption.replaceChildren(said ? `${said} ` : "", ...(now ? [element("b", {}, now), next ? " " : ""] : []), element("span", { class: "soft" }, next));
}

function noticeOf({ call, microphone }: CallSnapshot): string {
  if (call.idleEndsAtMs !== null) return "Still there? Say anything, or type, to stay.";
  const fault = microphone.fault && !microphone.open ? faultWords[microphone.fault] : null;
  const kind = call.notices.findLast((each) => each.kind !== "idle")?.kind;
  const words = fault ?? (kind && kind !== "idle" ? noticeWords[kind] : null);
  return words ? `${words.title}. ${words.cure}`.trim() : "";
}

/** Keeps the list as the turns are, and touches only what has changed. */
function turnList(log: HTMLElement, name: string): (call: CallState) => void {
  const items = new Map<string, { root: HTMLElement; text: HTMLElement; unheard: HTMLElement }>();
  return ({ turns, audibleResponseId }) => {
    const spoken = turns.filter((turn) => turn.role !== "tool");
    for (const [id, item] of items) if (!spoken.some((turn) => turn.id === id)) { item.root.remove(); items.delete(id); }
    for (const turn of spoken) {
      let item = items.get(turn.id);
      if (!item) {
        const text = element("span");
        const unheard = element("del", { hidden: true });
        item = { text, unheard, root: element("article", { class: turn.role }, element("b", {}, turn.role === "agent" ? name : "You"), element("p", {}, text, " ", unheard)) };
        items.set(turn.id, item);
        log.append(item.root);
      }
      const rest = turn.outcome === "interrupted" && turn.heardText !== null && turn.responseId !== audibleResponseId ? unheardRest(turn.text, turn.heardText) : "";
      say(item.text, rest ? turn.heardText ?? "" : textOf(turn));
      say(item.unheard, rest);
      item.unheard.hidden = rest === "";
    }
  };
}

const textOf = ({ text, partial, outcome, role }: CallTurn): string => text || (partial ? "…" : role === "agent" ? "…" : outcome === "failed" ? "This could not be understood." : "Nothing was understood.");

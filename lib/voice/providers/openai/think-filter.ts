/** Keeps a model's `<think>…</think>` preface from being spoken: reasoning models on local servers write it into the text. */

export interface ThinkFilter {
  /** The part of the text so far that may be spoken; holds back only what may still turn out to be a mark. */
  push(text: string): string;
  flush(): string;
}

const opening = "<think>";
const closing = "</think>";

export function createThinkFilter(): ThinkFilter {
  let state: "start" | "thinking" | "after" | "through" = "start";
  let held = "";
  const settle = (): string => {
    if (state === "start") {
      const seen = held.trimStart();
      if (seen.startsWith(opening)) { state = "thinking"; held = seen.slice(opening.length); }
      else if (opening.startsWith(seen)) return "";
      else state = "through";
    }
    if (state === "thinking") {
      const at = held.indexOf(closing);
      if (at === -1) { held = held.slice(-closing.length); return ""; }
      state = "after";
      held = held.slice(at + closing.length);
    }
    if (state === "after") {
      held = held.trimStart();
      if (held === "") return "";
      state = "through";
    }
    const spoken = held;
    held = "";
    return spoken;
  };
  return {
    push(text) {
      if (state === "through") return text;
      held += text;
      return settle();
    },
    flush: () => (state === "start" ? held : ""),
  };
}

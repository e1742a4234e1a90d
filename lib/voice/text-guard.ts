/** What a model may say before it is taken for rubbish: nothing unprintable, nothing unbounded, nothing over and over. */
import { withoutInvisible } from "./data-marks";
import { ProviderError } from "./ports";

/** Longer than anybody listens to: about ten minutes of speech. */
const mostCharacters = 8_000;
const mostRepeats = 4;

export interface TextGuard {
  /** The printable part of the text; empty once the reply is long enough. Throws `ProviderError` (`malformed`) for rubbish. */
  clean(text: string): string;
  /** Called for each finished clause; throws where the model goes round in circles. */
  watch(clause: string): void;
  readonly full: boolean;
}

export function createTextGuard(provider: () => string): TextGuard {
  let length = 0;
  let legible = 0;
  let previous = "";
  let repeats = 0;
  return {
    get full() { return length >= mostCharacters; },
    clean(text) {
      const printable = withoutInvisible(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "").slice(0, mostCharacters - length);
      length += printable.length;
      legible += printable.match(/[\p{L}\p{N}\s.,!?'-]/gu)?.length ?? 0;
      if (length > 200 && legible < length * 0.5) throw new ProviderError(provider(), "malformed");
      return printable;
    },
    watch(clause) {
      const normalised = clause.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
      if (normalised === "") return;
      repeats = normalised === previous ? repeats + 1 : 1;
      previous = normalised;
      const words = normalised.split(" ");
      const stuck = words.length >= 12 && new Set(words).size <= 2;
      if (repeats >= mostRepeats || stuck || words.some((word) => word.length > 120)) throw new ProviderError(provider(), "malformed");
    },
  };
}

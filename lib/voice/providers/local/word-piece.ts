/** BERT's uncased WordPiece tokenizer, read from a `tokenizer.json`. */
import { z } from "zod";

const tokenizerFile = z.object({ model: z.object({ type: z.literal("WordPiece"), unk_token: z.string(), continuing_subword_prefix: z.string(), max_input_chars_per_word: z.number(), vocab: z.record(z.string(), z.number()) }) });

/** Token ids of a text, `[CLS]` and `[SEP]` included, cut at `maxTokens`. */
export type WordPiece = (text: string) => number[];

export function createWordPiece(json: unknown, maxTokens: number): WordPiece {
  const { model } = tokenizerFile.parse(json);
  const vocabulary = new Map(Object.entries(model.vocab));
  const idOf = (token: string) => vocabulary.get(token) ?? 0;

  const pieces = (word: string): number[] => {
    const characters = [...word];
    if (characters.length > model.max_input_chars_per_word) return [idOf(model.unk_token)];
    const ids: number[] = [];
    for (let start = 0; start < characters.length;) {
      let end = characters.length;
      const piece = () => (start > 0 ? model.continuing_subword_prefix : "") + characters.slice(start, end).join("");
      while (end > start && !vocabulary.has(piece())) end -= 1;
      if (end === start) return [idOf(model.unk_token)];
      ids.push(idOf(piece()));
      start = end;
    }
    return ids;
  };

  return (text) => [idOf("[CLS]"), ...words(text).flatMap(pieces).slice(0, maxTokens - 2), idOf("[SEP]")];
}

/** Cleaned, lower-cased, without accents; split at spaces, with every punctuation mark and every Chinese character a word of its own. */
function words(text: string): string[] {
  const clean = text.replace(/[\u0000\uFFFD]/g, "").replace(/[\t\n\r]/g, " ").replace(/\p{C}/gu, "");
  const plain = clean.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  const apart = plain.replace(/[\p{P}$+<=>^`|~\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]/gu, " $& ");
  return apart.split(/\s+/u).filter((word) => word !== "");
}

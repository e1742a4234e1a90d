/** Text as we keep it: one normal form, and no characters that a database refuses or a reader cannot see. */

/**
 * Controls but line feed and tab, the marks that reorder text, what nobody sees and a language model reads (tags, joiners of words and functions, a second
 * variation selector), soft hyphens, and unpaired surrogates. U+200B to U+200D stay: emoji, Persian, Khmer and the scripts of India are written with them.
 */
const unwanted = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]|(?<=[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF])(?:[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF])|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** NFC, line ends as line feeds, without unwanted characters. */
export const cleanText = (text: string): string => text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(unwanted, "").normalize("NFC");

/** Something that leaves ink; U+2800 is a Braille cell without a dot. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** `cleanText` on one line, runs of white space as one space; empty where nothing of it could be seen. */
export const cleanLine = (text: string): string => {
  const line = cleanText(text).replace(/\s+/g, " ").trim();
  return visible.test(line) ? line : "";
};

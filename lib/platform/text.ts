/** Text as we keep it: one normal form, and no characters that a database refuses or a reader cannot see. */

/** Controls but line feed and tab, the marks that reorder text, tag characters and the like that nobody sees and a model reads, and unpaired surrogates. */
const unwanted = /[\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\uDB40[\uDC00-\uDC7F]|(?<=[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF])(?:[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF])|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** NFC, line ends as line feeds, without unwanted characters. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, "\n").replace(unwanted, "").normalize("NFC");

/** `cleanText` on one line, runs of white space as one space. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, " ").trim();

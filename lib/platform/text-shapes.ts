/** Shapes of text as we keep it. What counts is what is left of it; what is sent may be longer, up to a bound of its own, which is the one in the document. */
import { z } from "zod";
import { cleanLine, cleanText } from "./text";

/** As sent, in lengths of what is kept. */
const allowance = 4;
/** In the document: the length of what is kept. */
export const keptLength = "x-maxLengthKept";

const cleaned = (clean: (text: string) => string, least: number, most: number): z.ZodString =>
  (least > 0 ? z.string().max(most * allowance).overwrite(clean).min(least) : z.string().max(most * allowance).overwrite(clean)).max(most).meta({ maxLength: most * allowance, [keptLength]: most });

/** One line, such as a name: `least` to `most` characters after `cleanLine`. */
export const line = (least: number, most: number): z.ZodString => cleaned(cleanLine, least, most);
/** Paragraphs, such as instructions: `least` to `most` characters after `cleanText`. */
export const text = (least: number, most: number): z.ZodString => cleaned(cleanText, least, most);

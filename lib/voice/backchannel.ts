/** The small sounds by which a listener says "go on": no turn of their own, unless they answer a question. */

/** "You" is what transcribers write for a hum. */
const single = new Set("mm mhm mmhm mmhmm mhmm mmm hm hmm hmmm uhhuh uhuh aha ah oh yeah yea yep yup yes okay ok kay right sure alright cool nice great wow really good gotcha uh um huh exactly indeed fine you".split(" "));
const pairs = new Set(["i see", "got it", "all right", "of course", "uh huh", "mm hmm", "mm hm", "m hm", "oh okay", "oh right", "oh yeah", "makes sense", "go on", "i know", "very good", "sounds good", "oh i see", "okay i see", "right i see", "oh really", "that's right", "yeah yeah", "a ha"]);

/** `answersQuestion`: the agent had just asked something, so that "yes" and "okay" are answers. */
export function isBackchannel(text: string, answersQuestion: boolean): boolean {
  const words = text.toLowerCase().replace(/[’]/g, "'").replace(/[^\p{L}'\s-]/gu, " ").replace(/(\w)-(?=\w)/g, "$1").split(/\s+/).filter((word) => word !== "" && word !== "-");
  if (words.length === 0 || words.length > 4) return false;
  const isOne = words.every((word) => single.has(word)) || pairs.has(words.join(" "));
  if (!isOne) return false;
  return !answersQuestion || words.every((word) => /^(m+h*m+|h+m+|mm|uh|um|ah|oh)$/.test(word));
}

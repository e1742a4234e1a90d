/** What the engine says in the role of a tool: words of its own, and no data from outside. */
export const ownOutputs = {
  left: JSON.stringify({ status: "The message was left." }),
  ends: JSON.stringify({ status: "The call ends now." }),
  tooMany: JSON.stringify({ error: "Too many tools were used in this answer. Answer with what there is." }),
  unknown: JSON.stringify({ error: "There is no such tool." }),
  tooLong: JSON.stringify({ error: "The tool took too long." }),
  stopped: JSON.stringify({ error: "The tool was stopped." }),
  failed: JSON.stringify({ error: "The tool failed." }),
} as const;
const own = new Set<string>(Object.values(ownOutputs));
export const isOwnOutput = (output: string): boolean => own.has(output);

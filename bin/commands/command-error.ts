/** A fault that the person at the terminal can mend; its message is one line and all they need. Exit code 2: what they gave; 1: what came of it. */
export class CommandError extends Error {
  override name = "CommandError";
  constructor(message: string, readonly exitCode: 1 | 2 = 2) { super(message); }
}

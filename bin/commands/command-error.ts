/** A fault that the person at the terminal can mend; its message is one line and all they need. */
export class CommandError extends Error { override name = "CommandError"; }

/** A fault of the machine or its settings that the person who started us can mend; its message is all they need. */
export class StartError extends Error { override name = "StartError"; }

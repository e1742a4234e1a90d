/** `ANSWER_UNREADABLE`: the answer is no `Response`, such as the status 999, or has a coding that nobody asked for. */
export type GuardFault = "ADDRESS_REFUSED" | "ANSWER_LATE" | "ANSWER_TOO_LARGE" | "ANSWER_UNREADABLE" | "REDIRECTED_TOO_OFTEN";
/** A `TypeError`, as of `fetch`. */
export const guardError = (code: GuardFault, message: string, cause?: unknown): TypeError => Object.assign(new TypeError(message, { cause }), { code });

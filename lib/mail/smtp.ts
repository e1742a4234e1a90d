/** One connection to the mail server for each mail: mails are few, and a server that hangs holds nothing else. */
import { createTransport } from "nodemailer";
import { systemClock } from "@/lib/platform/clock";
import type { Letter } from "./letter";

/** For a whole mail; below the lease of a claimed one (`service.ts`), whatever the server does. */
const answerMs = 20_000;

/** Throws where the server refuses, hangs or is not there; the error may name the address and must not be logged whole. */
export async function sendBySmtp(settings: { url: string; from: string; answerMs?: number }, to: string, letter: Letter): Promise<void> {
  const waitMs = settings.answerMs ?? answerMs;
  const transport = createTransport({ url: settings.url, connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs, disableFileAccess: true, disableUrlAccess: true });
  const waiting = new AbortController();
  const late = systemClock.sleep(waitMs, waiting.signal).then(() => { throw Object.assign(new Error("the mail server did not answer in time"), { code: "ETIMEDOUT" }); });
  const sending = transport.sendMail({ from: settings.from, to: { name: "", address: to }, subject: letter.subject, text: letter.text, html: letter.html });
  try { await Promise.race([sending, late]); } finally {
    late.catch(() => {});
    sending.catch(() => {});
    waiting.abort();
    transport.close();
  }
}

/** What may be logged of a failure: a word of the library's, and the server's status. */
export function smtpFault(error: unknown): { fault: string; status: number | null } {
  const fields: Record<string, unknown> = typeof error === "object" && error !== null ? { ...error } : {};
  return { fault: typeof fields.code === "string" ? fields.code : "unknown", status: typeof fields.responseCode === "number" ? fields.responseCode : null };
}

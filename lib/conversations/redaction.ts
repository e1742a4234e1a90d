/** Takes out of words what should not be kept: e-mail addresses, card and phone numbers, however they were written down. */

const email = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** "ada at example dot org", as it is spoken. */
const spokenEmail = /[\p{L}\p{N}._%+-]+ at [\p{L}\p{N}-]+(?: dot [\p{L}\p{N}-]+)+/giu;
/** Runs of digits with what people and transcribers put between them. */
const digitRun = /\+?\(?\d(?:[\s().,/-]{0,3}\d){6,}/g;
const spokenDigit = "zero|oh|one|two|three|four|five|six|seven|eight|nine";
const spokenRun = new RegExp(`\\b(?:(?:double |triple )?(?:${spokenDigit})[\\s,.-]+){6,}(?:double |triple )?(?:${spokenDigit})\\b`, "gi");
/** What a date or a price with groups looks like, which stays. */
const dateOrAmount = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,3}(?:,\d{3})+(?:\.\d+)?)$/;

export function redact(text: string): string {
  return text.replace(email, "[e-mail]").replace(spokenEmail, "[e-mail]").replace(digitRun, (run) => numberFor(run)).replace(spokenRun, "[number]");
}

function numberFor(run: string): string {
  if (dateOrAmount.test(run.trim())) return run;
  const digits = run.replace(/\D/g, "");
  if (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)) return "[card number]";
  return digits.length <= 15 ? "[phone number]" : "[number]";
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

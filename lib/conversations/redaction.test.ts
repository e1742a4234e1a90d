import { expect, test } from "@jest/globals";
import { redact } from "./redaction";

test.each([
  ["Write to ada.lovelace+x@example.co.uk please.", "Write to [e-mail] please."],
  ["It is ada at example dot org.", "It is [e-mail]."],
  ["Call +1 (555) 010-9999 today.", "Call [phone number] today."],
  ["My number is 555 010 9999", "My number is [phone number]"],
  ["five five five, oh one oh, nine nine nine nine", "[number]"],
  ["Card 4111 1111 1111 1111, thanks", "Card [card number], thanks"],
  ["4111-1111-1111-1111", "[card number]"],
])("%s is kept as %s", (given, kept) => { expect(redact(given)).toBe(kept); });

test.each(["We open at 7 and close at 18:30.", "That is $1,234,567.89 in all.", "On 2026-11-25 or 25.11.2026.", "Room 204, order 55123.", "One, two, three.", "Meet me at noon."])("%s stays as it is", (text) => { expect(redact(text)).toBe(text); });

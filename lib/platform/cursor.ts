/** Where a list that is ordered by time goes on: the time and the id of the last row that was given. */
import { fieldFault } from "./errors";
import type { IdPrefix } from "./ids";

export const timedCursor = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString("base64url");

/** Throws `validation_failed` for what is no cursor of a list of such ids. */
export function readTimedCursor(cursor: string, prefix: IdPrefix): { at: string; id: string } {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) || Number.isNaN(Date.parse(at)) || !id.startsWith(`${prefix}_`) || !/^\w+$/.test(id.slice(prefix.length + 1))) throw cursorFault();
  return { at, id };
}

export const cursorFault = () => fieldFault("cursor", "Not a cursor of this list.");

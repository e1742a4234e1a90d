/** Entity tags by RFC 9110: how a client says which state of a thing it knows. */
import { createHash } from "node:crypto";
import { AppError } from "./errors";

/** Strong: of two states that differ in anything of `state` the tags differ. */
export const etagOf = (state: unknown): string => `"${createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 22)}"`;

const tagsOf = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"|\*/g) ?? [];

/** For `If-None-Match`: weak comparison. */
export const isNamedIn = (header: string | null, etag: string): boolean =>
  header !== null && tagsOf(header).some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag);

/** For `If-Match`: strong comparison. Throws `precondition_failed` where the header names another state; without one anything goes. */
export function requireMatch(header: string | null | undefined, etag: string): void {
  if (header === null || header === undefined) return;
  if (!tagsOf(header).some((tag) => tag === "*" || tag === etag)) throw new AppError("precondition_failed");
}

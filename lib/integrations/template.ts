/** Placeholders of manifests: `{settings.name}`, `{secrets.name}` and `{arguments.name}`, in places where they can do no harm. */

export const placeholderKinds = ["settings", "secrets", "arguments"] as const;
export interface Placeholder { of: (typeof placeholderKinds)[number]; name: string }
/** A text in pieces: what is written, and what is filled in. */
export type Piece = string | Placeholder;

const placeholder = /\{(settings|secrets|arguments)\.([a-z][a-z0-9_]{0,39})\}/g;

/** Null where a brace belongs to no placeholder. */
export function piecesOf(text: string): Piece[] | null {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(placeholder)) {
    if (found.index > end) pieces.push(text.slice(end, found.index));
    const of = placeholderKinds.find((kind) => kind === found[1]);
    if (of) pieces.push({ of, name: found[2] ?? "" });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces.some((piece) => typeof piece === "string" && /[{}]/.test(piece)) ? null : pieces;
}

export const placeholdersOf = (text: string): Placeholder[] => (piecesOf(text) ?? []).filter((piece) => typeof piece !== "string");

/** An address in its two halves: where it goes, which no argument can be part of, and the path under it. */
export interface UrlTemplate {
  /** An origin as it is written, or what is entered for the whole address. */
  base: { origin: string } | Placeholder;
  path: string;
}

const literal = /^(https?:\/\/[a-z0-9.-]+(?::\d{1,5})?)(\/.*)?$/s;
const entered = /^\{(settings|secrets)\.([a-z][a-z0-9_]{0,39})\}(\/.*)?$/s;
/** What a path may be written in; everything else is refused, above all `?`, `#`, `\` and `%`, which would have to be read twice. */
const pathText = /^(\/([A-Za-z0-9._~!$&'()*+,;=:@-]|\{[a-z]+\.[a-z][a-z0-9_]{0,39}\})*)*$/;

/** An address that a manifest names, or in words what is wrong with it. */
export function readUrl(text: string): { url: UrlTemplate } | { fault: string } {
  const written = literal.exec(text);
  const filled = entered.exec(text);
  const path = (written?.[2] ?? filled?.[3]) ?? "";
  if (!written && !filled) return { fault: "An address begins with `https://` and a host written out in small letters, or with one setting, such as `{settings.address}`. Neither an argument nor a password can be in it." };
  if (!pathText.test(path)) return { fault: "Its path has a character that is not allowed there. What is asked for belongs in `query`." };
  if (path.split("/").slice(1, -1).includes("")) return { fault: "Its path has an empty part (`//`)." };
  if (path.split("/").some((part) => part === "." || part === "..")) return { fault: "Its path may not lead upwards (`.` or `..`)." };
  if (filled) return { url: { base: { of: filled[1] === "secrets" ? "secrets" : "settings", name: filled[2] ?? "" }, path } };
  const origin = written?.[1] ?? "";
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return { fault: "Its host is not written the way it is read. Write the plain name, without a port that goes without saying." };
  return { url: { base: { origin }, path } };
}

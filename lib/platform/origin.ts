/** Which origins may act for a signed-in person: this server's own and those on the list. */
import { env, publicOrigin } from "./env";

/**
 * The configured address, one on the list, or the request's own host, by its `Host` header. Letter for letter, as browsers write an origin: what has to be tidied before it fits was written by somebody else.
 * Where people come by https, a page of the same host by http is not ours: whoever sits on the line could have written it. The other way round it may be, behind a proxy that nobody has told us of.
 */
export function isAllowedOrigin(origin: string, host: string | null | undefined): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const asked = new URL(origin);
  if (asked.origin !== origin) return false;
  const ours = publicOrigin();
  return origin === ours || env().ALLOWED_ORIGINS.includes(origin) || (asked.host === host && (asked.protocol === "https:" || ours.startsWith("http:")));
}

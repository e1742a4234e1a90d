/** What a request has to be before anybody reads it, so that what judges an address and what serves it see the same one. */
import type { IncomingMessage } from "node:http";

/** Said between the parts of Next, or by proxies to applications of another kind; from outside, none of it means anything here. */
const notFromOutside = /^(x-middleware-|x-invoke-|x-matched-path$|x-now-route-matches$|x-nextjs-|x-next-|next-resume$|x-original-|x-rewrite-|x-forwarded-host$|x-http-method|x-method-override$|x-nonce$|content-security-policy$)/;

export function dropInternalHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) if (notFromOutside.test(name)) delete request.headers[name];
  // What is no range is as good as not there (RFC 9110, 14.2); Next answers 500 to it where a file is asked for.
  if (!/^bytes=(\d{1,15}-(\d{1,15})?|-\d{1,15})$/.test(request.headers.range ?? "")) delete request.headers.range;
}

/** A name or address with a port, and nothing that could be read as more. */
const hostShape = /^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?$/;

/**
 * Whether the request can be served as it stands. A target with a host in it (RFC 9112, 3.2.2) is cut to its path where the host is the one in `Host`;
 * whoever sends two hosts means to have one read by us and the other by somebody else.
 */
export function isServable(request: IncomingMessage): boolean {
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host").length;
  const host = request.headers.host;
  const isOld = request.httpVersionMajor === 1 && request.httpVersionMinor === 0;
  if (hosts > 1 || (hosts === 0 && !isOld) || (host !== undefined && !hostShape.test(host))) return false;
  const whole = /^https?:\/\/([^/?#]*)(.*)$/i.exec(request.url ?? "");
  if (whole) {
    if (whole[1]?.toLowerCase() !== host?.toLowerCase()) return false;
    request.url = whole[2]?.startsWith("/") ? whole[2] : `/${whole[2] ?? ""}`;
  }
  return isPath(request.url ?? "");
}

/** A backslash is a slash to some and not to others, and no browser sends one, nor a letter that is not ASCII. What is encoded must be text. */
function isPath(target: string): boolean {
  const path = target.split(/[?#]/)[0] ?? "";
  if (!/^\/[\x21-\x5b\x5d-\x7e]*$/.test(path)) return false;
  try { decodeURIComponent(path); return true; } catch { return false; }
}

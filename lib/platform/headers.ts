/** Headers that every answer carries, whatever gave it: pages, assets, doors and refused upgrades. */

/** What other sites load of us: the talk button's script, and the frame it makes, whose own policy names the sites that may (`embedPolicy`). */
const isEmbed = (path: string): boolean => /^\/embed\/[\w-]+$/.test(path);

/** For what is no page: assets, JSON, errors and redirects. Opened by itself such an answer runs, loads and frames nothing, whatever somebody got into it. Scripts and styles that a page loads are under the page's policy, not under this. */
export const emptyPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `secure` is whether people reach this server by https; `path` is the request's, without its query. */
export function securityHeaders(secure: boolean, path = "/"): [name: string, value: string][] {
  const embed = isEmbed(path);
  return [
    ["x-content-type-options", "nosniff"],
    // A page's own policy takes this one's place.
    ...(embed ? [] : [["x-frame-options", "DENY"], ["content-security-policy", emptyPolicy]] satisfies [string, string][]),
    // On the way back from an identity server the address holds its code.
    ["referrer-policy", path.startsWith("/sso/") ? "no-referrer" : "strict-origin-when-cross-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", embed || path === "/widget.js" ? "cross-origin" : "same-origin"],
    ["permissions-policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()"],
    ...(secure ? [["strict-transport-security", "max-age=31536000"] satisfies [string, string]] : []),
  ];
}

/** The policy for pages: scripts by nonce alone, connections to this host and `connects` alone. `host` is the request's `Host` header. */
export function contentSecurityPolicy(options: { nonce: string; host: string | null; secure: boolean; dev: boolean; connects?: readonly string[] }): string {
  const { nonce, host, secure, dev } = options;
  const socket = socketSource(host, secure);
  const elsewhere = (options.connects ?? []).map((origin) => ` ${origin}`).join("");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${socket}${elsewhere}`,
    "media-src 'self' blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** This host's own sockets, which `'self'` does not cover in every browser. */
function socketSource(host: string | null, secure: boolean): string {
  const safeHost = host && /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : null;
  return safeHost ? ` ${secure ? "wss" : "ws"}://${safeHost}` : "";
}

/** The policy of the talk button's frame: our own files alone, framed by ourselves and `origins` alone. Those must be origins already; what is none is left out. */
export function embedPolicy(options: { host: string | null; secure: boolean; origins: readonly string[] }): string {
  const origins = options.origins.filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin && !/[\s;,'*]/.test(origin));
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${socketSource(options.host, options.secure)}`,
    "media-src 'self' blob:",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...origins].join(" ")}`,
  ].join("; ");
}

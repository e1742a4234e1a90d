/** Headers that every answer carries, whatever gave it: pages, assets, doors and refused upgrades. */

/** `secure` is whether people reach this server by https. */
export function securityHeaders(secure: boolean): [name: string, value: string][] {
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()"],
    ...(secure ? [["strict-transport-security", "max-age=31536000"] satisfies [string, string]] : []),
  ];
}

/** The policy for pages: scripts by nonce alone, connections to this host and `connects` alone. `host` is the request's `Host` header. */
export function contentSecurityPolicy(options: { nonce: string; host: string | null; secure: boolean; dev: boolean; connects?: readonly string[] }): string {
  const { nonce, host, secure, dev } = options;
  const safeHost = host && /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : null;
  const socket = safeHost ? ` ${secure ? "wss" : "ws"}://${safeHost}` : "";
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
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

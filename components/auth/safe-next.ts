/** A path of our own to go to, or the fallback: never another origin, whatever slashes and schemes it is dressed in. */
export function safeNext(next: string | null | undefined, fallback = "/agents"): string {
  if (!next || !next.startsWith("/") || next.length > 500 || /[\\\u0000-\u001f]/.test(next)) return fallback;
  const base = "http://parley.invalid";
  try {
    const url = new URL(next, base);
    return url.origin === base && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}${url.hash}` : fallback;
  } catch { return fallback; }
}

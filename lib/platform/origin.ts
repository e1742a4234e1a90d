/** Which origins may act for a signed-in person: this server's own and those on the list. */
import { env, publicOrigin } from "./env";

/** Same host as the request's own, the configured address, or one on the list. `host` is the request's `Host` header. */
export function isAllowedOrigin(origin: string, host: string | null | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const asked = new URL(origin);
  return (Boolean(host) && asked.host === host) || asked.origin === publicOrigin() || env().ALLOWED_ORIGINS.includes(asked.origin);
}

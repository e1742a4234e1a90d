/** What a browser does to sign in by the form, with every cookie it was given. */
import { ask, valueOf, valuesOf, type Place, type RawAnswer } from "./raw-request";

export interface BrowserSession { /** For the header `Cookie`. */ cookie: string; csrfToken: string; /** Every `Set-Cookie` line on the way. */ set: string[]; answer: RawAnswer }

const pairs = (lines: readonly string[]): string => lines.map((line) => line.split(";")[0]).join("; ");

export async function csrfOf(place: Place, cookie = ""): Promise<{ csrfToken: string; set: string[] }> {
  const answer = await ask(place, { target: "/api/auth/csrf", headers: cookie ? [["Cookie", cookie]] : [] });
  return { csrfToken: /"csrfToken":"(\w+)"/.exec(answer.body)?.[1] ?? "", set: valuesOf(answer, "set-cookie") };
}

export async function signInByForm(place: Place, { email, password }: { email: string; password: string }, options: { cookie?: string; callbackUrl?: string; headers?: [string, string][] } = {}): Promise<BrowserSession> {
  const csrf = await csrfOf(place, options.cookie);
  const answer = await ask(place, {
    method: "POST", target: "/api/auth/callback/credentials",
    headers: [["Cookie", [options.cookie, pairs(csrf.set)].filter(Boolean).join("; ")], ["Content-Type", "application/x-www-form-urlencoded"], ...(options.headers ?? [["Origin", place.origin]])],
    body: new URLSearchParams({ email, password, csrfToken: csrf.csrfToken, callbackUrl: options.callbackUrl ?? "/agents", json: "true" }).toString(),
  });
  const set = [...csrf.set, ...valuesOf(answer, "set-cookie")];
  return { cookie: pairs(set), csrfToken: csrf.csrfToken, set, answer };
}

export const locationOf = (answer: RawAnswer): string => valueOf(answer, "location") || (/"url":"([^"]*)"/.exec(answer.body)?.[1] ?? "");

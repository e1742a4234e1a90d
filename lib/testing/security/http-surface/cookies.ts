/** What the browser is given to keep, and what it may not be made to keep. */
import { csrfOf, signInByForm } from "../browser-session";
import { ask, isSecure, valueOf, valuesOf, type Place } from "../raw-request";
import { allowedElsewhere, each, type Scene } from "./scene";

function cookieFaults(line: string, secure: boolean): string[] {
  const [pair = "", ...attributes] = line.split(/;\s*/);
  const name = pair.split("=")[0] ?? "";
  const has = (attribute: string): boolean => attributes.some((one) => one.toLowerCase() === attribute.toLowerCase());
  return [
    ...["HttpOnly", "SameSite=Lax", "Path=/"].filter((attribute) => !has(attribute)).map((attribute) => `${name} lacks ${attribute}`),
    ...(has("Secure") === secure ? [] : [`${name} ${secure ? "lacks" : "has"} Secure`]), ...(name.startsWith("__Host-") === secure ? [] : [`${name} is no name for ${secure ? "https" : "http"}`]), ...(attributes.some((one) => /^domain/i.test(one)) ? [`${name} names a domain`] : []),
  ];
}

export async function cookies({ check, plain, secure, person, session, securePerson, secureSession }: Scene): Promise<void> {
  for (const [place, held, who] of [[plain, session, person], [secure, secureSession, securePerson]] as const) {
    const by = isSecure(place) ? "https" : "http";
    const name = `${isSecure(place) ? "__Host-" : ""}parley.session`;
    const wrong = await signInByForm(place, { email: who.email, password: "not the password" });
    const asked = await ask(place, { target: "/api/auth/session", headers: [["Cookie", held.cookie]] });
    const lines = [...held.set, ...wrong.set, ...valuesOf(asked, "set-cookie"), ...(await csrfOf(place)).set];
    check(`every cookie by ${by} is HttpOnly, Lax, of this host alone${isSecure(place) ? ", Secure and __Host-" : ""} (${lines.length})`, lines.length < 5 ? ["there are too few"] : lines.flatMap((line) => cookieFaults(line, isSecure(place))));
    check(`signing in by ${by} gives a session, and a wrong password none`, [...(held.set.some((line) => line.startsWith(`${name}=ey`)) ? [] : ["no session"]), ...(wrong.set.some((line) => line.includes("parley.session=ey")) ? ["one for a wrong password"] : [])]);

    // A session that somebody else planted before: signing in must not make it theirs.
    const before = await signInByForm(place, who);
    const again = await signInByForm(place, who, { cookie: before.cookie });
    const valueIn = (set: readonly string[]) => set.filter((line) => line.startsWith(`${name}=`)).at(-1)?.split(";")[0] ?? "";
    check(`signing in by ${by} over a session that was there gives another`, valueIn(again.set) !== "" && valueIn(again.set) !== valueIn(before.set) ? [] : ["it was adopted"]);

    const csrf = await csrfOf(place, again.cookie);
    const out = await ask(place, { method: "POST", target: "/api/auth/signout", headers: [["Cookie", [again.cookie, ...csrf.set.map((line) => line.split(";")[0])].join("; ")], ["Origin", place.origin], ["Content-Type", "application/x-www-form-urlencoded"]], body: `csrfToken=${csrf.csrfToken || again.csrfToken}&json=true` });
    const cleared = valuesOf(out, "set-cookie").filter((line) => line.startsWith(`${name}=;`));
    const after = await ask(place, { target: "/api/v1/me", headers: [["Cookie", valueIn(again.set)]] });
    check(`signing out by ${by} takes the cookie away, and the one kept elsewhere opens nothing`, [...(cleared.length > 0 && cleared.every((line) => /Max-Age=0|Expires=Thu, 01 Jan 1970/.test(line)) ? [] : [`not cleared: ${out.status}`]), ...cleared.flatMap((line) => cookieFaults(line, isSecure(place))), ...(after.status === 401 ? [] : [`it still answers ${after.status}`])]);
  }
  await tossed(plain, session.cookie, check);
  const key = await apiKey(plain, session.cookie);
  const silent: [string, Place, [string, string][]][] = [
    ["/api/v1/me", plain, [["Authorization", `Bearer ${key}`]]], ["/v1/models", plain, [["Authorization", `Bearer ${key}`]]], ["/embed/demo", secure, []], ["/widget.js", secure, []], ["/widget/frame.js", secure, []], ["/", secure, []], ["/sign-in", secure, []], ["/agents", secure, []], ["/api/health", secure, [["Origin", allowedElsewhere]]], ["/api/v1/me", secure, [["Cookie", secureSession.cookie]]],
  ];
  check("keys, pages, assets and the talk button set no cookie", await each(silent, async ([target, place, headers]) => (valuesOf(await ask(place, { target, headers }), "set-cookie").length === 0 ? null : `${target} sets one`)));
  const http = await ask(secure, { target: "/api/v1/me", headers: [["Cookie", secureSession.cookie.replaceAll("__Host-", "")]] });
  check("by https a session under the name without its prefix is none", http.status === 401 ? [] : [`it answers ${http.status}`]);
}

/** A neighbour on the same host, or a page of a subdomain, can add cookies; it cannot read ours. */
async function tossed(place: Place, held: string, check: Scene["check"]): Promise<void> {
  const own = /parley\.session=[^;]+/.exec(held)?.[0] ?? "";
  const planted: string[] = [`parley.session=planted; ${own}`, `${own}; parley.session=planted`, `${own}; ${own}`, `parley.session=; ${own}`, `${own};parley.session=x`, "parley.session=planted", "parley.session=", `parley.session="${own.slice(15)}"`, `parley.session.0=${own.slice(15, 100)}; parley.session.1=${own.slice(100)}`, `Parley.Session=${own.slice(15)}`, `${own}x`, own.slice(0, -1), `__Host-${own}`, `parley.session=%00; x=${own}`];
  check("with two session cookies nobody is signed in, and a planted one opens nothing", [...(own === "" ? ["there is none to plant beside"] : []), ...await each(planted, async (cookie) => {
    const answer = await ask(place, { target: "/api/v1/me", headers: [["Cookie", cookie]] });
    const page = await ask(place, { target: "/agents", headers: [["Cookie", cookie]] });
    return [...(answer.status === 401 ? [] : [`${cookie.slice(0, 40)}…: ${answer.status}`]), ...(page.status === 307 && valueOf(page, "location").startsWith("/sign-in") ? [] : [`${cookie.slice(0, 40)}…: the page answers ${page.status}`])];
  })]);
}

async function apiKey(place: Place, cookie: string): Promise<string> {
  const answer = await ask(place, { method: "POST", target: "/api/v1/api-keys", headers: [["Cookie", cookie], ["Origin", place.origin], ["Content-Type", "application/json"]], body: JSON.stringify({ name: "of the surface", scopes: ["agents:read"] }) });
  return /"key":"([^"]+)"/.exec(answer.body)?.[1] ?? "";
}

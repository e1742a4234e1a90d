/** Who else's page may do and read what: CORS, forged requests, and where people are sent. */
import { operationExample } from "@/lib/api/examples";
import { operations } from "@/lib/api/openapi";
import type { Operation } from "@/lib/platform/operation";
import { csrfOf, locationOf, signInByForm } from "../browser-session";
import { ask, valueOf, type Ask, type Place, type RawAnswer } from "../raw-request";
import { allowedElsewhere, each, type Scene } from "./scene";

/** What looks like an allowed origin to a check that is not one of whole, equal text. */
export const lookAlikes = (origin: string): string[] => {
  const { protocol, hostname, port } = new URL(origin);
  const other = protocol === "https:" ? "http:" : "https:";
  const end = port ? `:${port}` : "";
  return [
    `${protocol}//${hostname}.evil.test${end}`, `${protocol}//evil${hostname}${end}`, `${protocol}//sub.${hostname}${end}`, `${protocol}//${hostname}:8443`, `${protocol}//${hostname}.${end}`, `${protocol}//${hostname.toUpperCase()}${end}`, `${protocol.toUpperCase()}//${hostname}${end}`,
    `${protocol}//user@${hostname}${end}`, `${protocol}//${hostname}${end}@evil.test`, `${origin}/`, `${origin}/path`, `${origin}?x`, `${origin}#x`, `${origin}, https://evil.test`, `https://evil.test, ${origin}`, `${origin} https://evil.test`, `${origin}\thttps://evil.test`, `${origin}%00.evil.test`, `${origin}%2eevil.test`, `${origin}\\.evil.test`, `${origin}_.evil.test`, `${origin}'.evil.test`, `${origin}\xa0`,
    ...(other === "http:" ? [`${other}//${hostname}${end}`] : []), `ws${protocol.slice(4)}//${hostname}${end}`, `ftp://${hostname}${end}`, `javascript://${hostname}${end}`, `blob:${origin}`, `//${hostname}${end}`, `${hostname}${end}`,
    `${protocol}//${hostname.replace("l", "\xec\x9f")}${end}.evil`, `${protocol}//xn--${hostname}-`, "https://app.ex\xc3\xa4mple.org", "https://xn--app-example-org.org", "null", "NULL", "*", "file://", "file:///", "http://[::1]", `http://[::ffff:127.0.0.1]${end}`, `http://127.0.0.1.evil.test${end}`, "https://evil.test", "http://", "about:blank", "x".repeat(5_000),
  ];
};

const lets = (answer: RawAnswer): boolean => valueOf(answer, "access-control-allow-origin") !== "" || valueOf(answer, "access-control-allow-credentials") !== "";

async function sharing({ check, plain, secure, secureSession }: Scene): Promise<void> {
  const places: [Place, string][] = [[secure, allowedElsewhere], [secure, secure.origin], [plain, plain.origin]];
  const asks: [name: string, ask: Ask][] = [
    ["a success", { target: "/api/v1/me", headers: [["Cookie", secureSession.cookie]] }], ["an error", { target: "/api/v1/me" }], ["an unknown address", { target: "/api/v1/nothing" }], ["an error of /v1", { target: "/v1/models" }],
    ["a preflight", { target: "/api/v1/me", method: "OPTIONS", headers: [["Access-Control-Request-Method", "PATCH"]] }], ["a preflight out of the middleware's reach", { target: "/v1/audio/speech", method: "OPTIONS", headers: [["Access-Control-Request-Method", "POST"]] }],
  ];
  const withOrigin = (one: Ask, origins: string[]): Ask => ({ ...one, headers: [...(one.headers ?? []), ...origins.map((origin): [string, string] => ["Origin", origin])] });
  const answerable = places.flatMap(([place, allowed]) => asks.map(([name, one], at) => ({ place, allowed, one, name: `${name} at ${place.origin}`, tried: at === 0 ? lookAlikes(allowed) : lookAlikes(allowed).slice(0, 4) })));
  const faults = await each(answerable, async ({ place, allowed, name, one, tried }) => {
    const found = await each(tried, async (origin) => {
      const answer = await ask(place, withOrigin(one, [origin]));
      const shown = JSON.stringify(origin.slice(0, 80));
      return [...(lets(answer) ? [`${name} lets ${shown} read`] : []), ...(answer.status < 500 && answer.status > 0 ? [] : [`${name} answers ${answer.status} to ${shown}`]), ...(/\borigin\b/i.test(valueOf(answer, "vary")) || answer.status === 400 ? [] : [`${name}: no Vary: Origin`])];
    }, 4);
    const good = await ask(place, withOrigin(one, [allowed]));
    if (valueOf(good, "access-control-allow-origin") !== allowed || valueOf(good, "access-control-allow-credentials") !== "true") found.push(`${name} does not let ${allowed} read`);
    for (const pair of [[allowed, "https://evil.test"], ["https://evil.test", allowed]]) if (lets(await ask(place, withOrigin(one, pair)))) found.push(`${name} lets two origins read`);
    const none = await ask(place, one);
    if (lets(none) || !/\borigin\b/i.test(valueOf(none, "vary"))) found.push(`${name} without an origin: ${valueOf(none, "access-control-allow-origin")}, Vary ${valueOf(none, "vary")}`);
    return found;
  }, 4);
  check(`the listed origin and our own may read, and none of ${lookAlikes(allowedElsewhere).length} that look like them, on answers, errors and preflights`, faults);
  check("a page, an asset and the way to sign in are read by nobody elsewhere, the listed origin included", await each(["/docs", "/nowhere", "/agents", "/openapi.json", "/embed/demo"], async (target) => (lets(await ask(secure, withOrigin({ target }, [allowedElsewhere]))) ? `${target} is` : null)));
  const anybody = await ask(secure, { target: "/api/openapi.json", headers: [["Origin", "https://evil.test"]] });
  check("what anybody may read is read without credentials", valueOf(anybody, "access-control-allow-origin") === "*" && valueOf(anybody, "access-control-allow-credentials") === "" ? [] : ["it is otherwise"]);
}

const pathOf = (operation: Operation): string => operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(operationExample(operation).params[name])));
const codeOf = (answer: RawAnswer): string => /"code":"(\w+)"/.exec(answer.body)?.[1] ?? "";

async function forgery({ check, plain, session, person }: Scene): Promise<void> {
  const changing = operations.filter(({ method }) => method !== "GET");
  const cookie: [string, string] = ["Cookie", session.cookie];
  const forged: [name: string, headers: [string, string][], body?: string][] = [
    ["no origin", [["Content-Type", "application/json"]]], ["another origin", [["Origin", "https://evil.test"], ["Content-Type", "application/json"], ["Sec-Fetch-Site", "cross-site"]]], ["the origin null", [["Origin", "null"], ["Content-Type", "application/json"]]],
    ["another origin's text", [["Origin", "https://evil.test"], ["Content-Type", "text/plain"]]], ["another origin's form", [["Origin", "https://evil.test"], ["Content-Type", "application/x-www-form-urlencoded"]], "a=b"], ["another origin's files", [["Origin", "https://evil.test"], ["Content-Type", "multipart/form-data; boundary=x"]], "--x--\r\n"],
    ["our own origin as the referrer alone", [["Referer", `${plain.origin}/agents`], ["Content-Type", "application/json"]]],
  ];
  // Every way for a few, and two for all: app/api/other-origins.test.ts asks for all of them, and looks whether anything changed.
  const cases = changing.flatMap((operation, at) => forged.filter((_one, way) => at % 12 === 0 || way < 2).map(([name, headers, body]) => ({ operation, name, headers, body })));
  check(`no operation that changes something is done for another page with a session's cookie (${cases.length})`, await each(cases, async ({ operation, name, headers, body }) => {
    const answer = await ask(plain, { method: operation.method, target: pathOf(operation), headers: [cookie, ...headers], body: body ?? JSON.stringify(operationExample(operation).body ?? {}) });
    return answer.status === 403 && codeOf(answer) === "origin_not_allowed" ? null : `${operation.id} with ${name}: ${answer.status} ${codeOf(answer)}`;
  }));
  const overriding: [string, string][][] = [[["X-HTTP-Method-Override", "DELETE"]], []];
  const deleted = operations.filter(({ method, path }) => method === "DELETE" && path.startsWith("/api/v1/"));
  check("a method is the one in the request line, whatever a header or a query says", await each(deleted.flatMap((operation) => overriding.map((headers) => ({ operation, headers }))), async ({ operation, headers }) => {
    const answer = await ask(plain, { method: "GET", target: `${pathOf(operation)}${headers.length === 0 ? "?_method=DELETE" : ""}`, headers: [cookie, ["Origin", plain.origin], ...headers] });
    return [200, 404, 405, 422].includes(answer.status) ? null : `${operation.id}: ${answer.status}`;
  }));
  const forms: [name: string, headers: [string, string][]][] = [["no origin", []], ["another origin", [["Origin", "https://evil.test"]]], ["the origin null", [["Origin", "null"]]], ["a look-alike", [["Origin", `${plain.origin}.evil.test`]]]];
  check("the sign-in library's forms are for our own pages alone, whoever knows a token", await each(forms, async ([name, headers]) => {
    const faults: string[] = [];
    const attempt = await signInByForm(plain, person, { headers });
    if (attempt.answer.status !== 403 || attempt.set.some((line) => /session=./.test(line))) faults.push(`sign-in with ${name}: ${attempt.answer.status}`);
    const { csrfToken, set } = await csrfOf(plain, session.cookie);
    const out = await ask(plain, { method: "POST", target: "/api/auth/signout", headers: [["Cookie", [session.cookie, ...set.map((line) => line.split(";")[0])].join("; ")], ["Content-Type", "application/x-www-form-urlencoded"], ...headers], body: `csrfToken=${csrfToken}&json=true` });
    if (out.status !== 403) faults.push(`sign-out with ${name}: ${out.status}`);
    return faults;
  }, 1));
  const me = await ask(plain, { target: "/api/v1/me", headers: [cookie] });
  check("after all of it the session is as it was", me.status === 200 && me.body.includes(person.email) ? [] : [`it answers ${me.status}`]);
}

/** Ways to write "somebody else's" that start like a path, and some that do not. */
export const elsewhere: readonly string[] = [
  "//evil.test", "///evil.test", "////evil.test", "/\\evil.test", "\\/evil.test", "\\\\evil.test", "/%5cevil.test", "/%2f/evil.test", "/%2f%2fevil.test", "https:evil.test", "https:/evil.test", "https://evil.test", "HTTPS://EVIL.TEST", "http://evil.test", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x",
  "/..//evil.test", "/.//evil.test", "/a/..//evil.test", "/%2e%2e//evil.test", "/./\\evil.test", "/\t/evil.test", "/\n/evil.test", "\t//evil.test", "/\r\n//evil.test", "//evil.test@localhost", "//localhost@evil.test", "/@evil.test", "@evil.test", ".evil.test", "//evil%E3%80%82test", "/\u2044evil.test", "/\uff0fevil.test", "/\u2215/evil.test", "//\u3002evil.test", "/%252fevil.test", "/%09/evil.test", "/%0d%0aLocation:%20https://evil.test", "/\u0000/evil.test", "http:///evil.test", "blob:https://evil.test/x", "filesystem:https://evil.test/x", "//[::1]/", "//0x7f000001/", "?next=//evil.test", "#//evil.test",
];

/** Where a browser at `origin` would go. */
const goesTo = (location: string, origin: string): string => { try { return new URL(location, `${origin}/sign-in`).origin; } catch { return "nowhere"; } };

async function redirects({ check, plain, session, person }: Scene): Promise<void> {
  const ours = plain.origin;
  const stays = (name: string, location: string) => (location !== "" && goesTo(location, ours) === ours ? null : `${name} leads to ${JSON.stringify(location)}`);
  check(`whoever is signed in already is sent on to a page of ours, by all ${elsewhere.length} spellings of another's`, await each(elsewhere.flatMap((next, at) => ["/sign-in", "/sign-up", "/sign-in/organisation"].slice(0, at % 10 === 0 ? 3 : 1).map((page) => ({ next, page }))), async ({ next, page }) => {
    const answer = await ask(plain, { target: `${page}?next=${encodeURIComponent(next)}`, headers: [["Cookie", session.cookie]] });
    return answer.status === 307 ? stays(`${page} with ${JSON.stringify(next)}`, valueOf(answer, "location")) : `${page} with ${JSON.stringify(next)}: ${answer.status}`;
  }));
  check("so it is where the address says it unencoded or twice", await each(["next=//evil.test", "next=/agents&next=//evil.test", "next[]=//evil.test", "next=%2f%2fevil.test", "next=%252f%252fevil.test", "callbackUrl=https://evil.test"], async (query) => stays(query, valueOf(await ask(plain, { target: `/sign-in?${query}`, headers: [["Cookie", session.cookie]] }), "location"))));
  check("the sign-in library sends nobody to another's page", await each(elsewhere, async (callbackUrl) => {
    const given = encodeURIComponent(callbackUrl);
    const answers = await Promise.all(["signin", "error"].map((name) => ask(plain, { target: `/api/auth/${name}?callbackUrl=${given}` })));
    return answers.flatMap((answer) => (answer.status >= 300 && answer.status < 400 ? stays(`callbackUrl ${JSON.stringify(callbackUrl)}`, valueOf(answer, "location")) ?? [] : answer.status < 500 ? [] : [`${answer.status} to ${JSON.stringify(callbackUrl)}`]));
  }));
  check("nor after signing in", await each(["//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", `${ours}.evil.test`, `${ours}@evil.test`], async (callbackUrl) => {
    const { answer } = await signInByForm(plain, person, { callbackUrl });
    return answer.status === 200 ? stays(`callbackUrl ${callbackUrl}`, locationOf(answer)) : `${callbackUrl}: ${answer.status} ${answer.body.slice(0, 100)}`;
  }, 2));
  check("a page that asks to sign in keeps to our own address, whatever host, slashes or proxies a request names", await each(["/agents", "//evil.test/agents", "/agents//evil.test", "/agents/..//evil.test", "/agents?next=//evil.test"].flatMap((target) => [[], [["X-Forwarded-Host", "evil.test"]], [["X-Forwarded-Host", "evil.test"], ["X-Forwarded-Proto", "https"]], [["Forwarded", "host=evil.test"]], [["X-Original-Url", "//evil.test"]]].map((headers) => ({ target, headers: headers as [string, string][] }))), async ({ target, headers }) => {
    const answer = await ask(plain, { target, headers });
    return answer.status >= 300 && answer.status < 400 ? stays(target, valueOf(answer, "location")) : answer.status === 404 ? null : `${target}: ${answer.status}`;
  }));
  const host = await ask(plain, { target: "/agents", host: "evil.test" });
  check("a host that is not ours is not sent to itself", valueOf(host, "location").includes("evil") ? [valueOf(host, "location")] : []);
}

export async function origins(scene: Scene): Promise<void> {
  await sharing(scene);
  await forgery(scene);
  await redirects(scene);
}

/** Every kind of answer, whoever gives it, with the headers of its kind. */
import { readdirSync } from "node:fs";
import { ask, exchange, isSecure, readAnswer, valueOf, valuesOf, type Ask, type Place, type RawAnswer } from "../raw-request";
import { each, type Scene } from "./scene";

/** What it is decides which policy it has and who may keep it. */
type Kind = "page" | "private" | "asset" | "hashed" | "embed" | "empty";
interface Sample { kind: Kind; name: string; status: number; answer: RawAnswer }

const always: [name: string, value: RegExp][] = [
  ["x-content-type-options", /^nosniff$/], ["referrer-policy", /^(strict-origin-when-cross-origin|no-referrer)$/], ["cross-origin-opener-policy", /^same-origin$/],
  ["cross-origin-resource-policy", /^(same|cross)-origin$/], ["permissions-policy", /^microphone=\(self\), camera=\(\), geolocation=\(\), payment=\(\), usb=\(\)$/],
];

/** Once each: a second of one kind would leave it to the reader which one holds. */
function headerFaults({ kind, name, answer, status }: Sample, secure: boolean): string[] {
  const faults: string[] = [];
  const say = (what: string) => faults.push(`${name}: ${what}`);
  if (answer.status !== status) say(`answered ${answer.status} instead of ${status}`);
  for (const [header, shape] of always) if (valuesOf(answer, header).length !== 1 || !shape.test(valueOf(answer, header))) say(`${header} is "${valueOf(answer, header)}"`);
  if (valueOf(answer, "x-frame-options") !== (kind === "embed" ? "" : "DENY")) say(`x-frame-options is "${valueOf(answer, "x-frame-options")}"`);
  if (valuesOf(answer, "strict-transport-security").length !== (secure ? 1 : 0)) say(`strict-transport-security is "${valueOf(answer, "strict-transport-security")}"`);
  for (const header of ["x-powered-by", "server", "x-aspnet-version", "x-debug"]) if (valueOf(answer, header)) say(`tells ${header}`);
  faults.push(...policyFaults(kind, valuesOf(answer, "content-security-policy")).map((fault) => `${name}: ${fault}`));
  const kept = valueOf(answer, "cache-control");
  if (["private", "page"].includes(kind) && !/\bno-store\b/.test(kept)) say(`may be kept: "${kept}"`);
  if (/\bimmutable\b/.test(kept) !== (kind === "hashed")) say(`is ${kind}, and kept as "${kept}"`);
  if (kind !== "hashed" && /\bpublic\b/.test(kept) && Number(/max-age=(\d+)/.exec(kept)?.[1]) > 600) say(`kept for too long: "${kept}"`);
  if (status >= 400 && /(\bat \S+ \(|node_modules|\/(work|home|root|usr|app)\/|\.next\/|lib\/\w+\/|select \w+ from|ECONN)/.test(answer.body.replace(/"\/_next\/static[^"]*"/g, ""))) say("tells where the error lies");
  return faults;
}

export const readPolicy = (policy: string): Map<string, string[]> => new Map(policy.split(";").map((part) => part.trim().split(/\s+/)).map(([name = "", ...values]) => [name, values]));

function policyFaults(kind: Kind, policies: readonly string[]): string[] {
  if (policies.length !== 1) return [`has ${policies.length} policies`];
  const policy = readPolicy(policies[0] ?? "");
  const of = (name: string): string => (policy.get(name) ?? []).join(" ");
  if (kind === "embed") return of("default-src") === "'none'" && of("script-src") === "'self'" && of("frame-ancestors").startsWith("'self'") ? [] : [`its policy is "${policies[0]}"`];
  if (of("frame-ancestors") !== "'none'") return ["may be framed"];
  if (kind !== "page") return of("default-src") === "'none'" && policy.size === 4 ? [] : [`its policy is "${policies[0]}"`];
  const faults = [];
  if (!/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'$/.test(of("script-src"))) faults.push(`scripts: ${of("script-src")}`);
  if (!/^'self' 'nonce-[^']+'$/.test(of("style-src"))) faults.push(`styles: ${of("style-src")}`);
  for (const [name, value] of [["default-src", "'self'"], ["object-src", "'none'"], ["base-uri", "'none'"], ["form-action", "'self'"], ["worker-src", "'self'"]] as const) if (of(name) !== value) faults.push(`${name}: ${of(name)}`);
  for (const [name, values] of policy) if (name !== "style-src-attr" && values.some((value) => /unsafe|\*|^https?:$/.test(value))) faults.push(`${name}: ${values.join(" ")}`);
  return faults;
}

/** Every inline script and style of a page has the nonce of its own policy, and no attribute runs anything. */
function nonceFaults(name: string, answer: RawAnswer): string[] {
  const nonce = /'nonce-([^']+)'/.exec(valueOf(answer, "content-security-policy"))?.[1] ?? "none";
  const bare = [...answer.body.matchAll(/<(script|style)\b([^>]*)>/g)].filter(([, tag, attributes = ""]) => !attributes.includes(`nonce="${nonce}"`) && (tag === "style" || !attributes.includes("src=")));
  return [...bare.map(([whole]) => `${name}: ${whole.slice(0, 80)} has no nonce`), ...(/<[a-z]+\s[^>]*\son[a-z]+=/i.test(answer.body) ? [`${name}: an attribute that runs`] : [])];
}

const bodyOf = (text: string): Pick<Ask, "method" | "body" | "headers"> => ({ method: "POST", body: text, headers: [["Content-Type", "application/json"]] });

/** Files of the build that pages name, a few of each kind, and those in their style sheets. */
async function builtFiles(place: Place): Promise<string[]> {
  const page = (await ask(place, { target: "/" })).body;
  const named = (end: string) => [...new Set([...page.matchAll(new RegExp(`/_next/static/[^"\\\\ ]+\\.${end}`, "g"))].map(([path]) => path))];
  const [css = ""] = named("css");
  const fonts = [...(await ask(place, { target: css })).body.matchAll(/url\(["']?([^)"']+\.woff2)/g)].map(([, path = ""]) => new URL(path, `http://x${css}`).pathname);
  return [...named("js").slice(0, 4), ...named("css"), ...new Set(fonts)];
}

const publicFiles = (): string[] => readdirSync("public", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath.slice("public".length)}/${name}`);

export async function headers({ check, stage, plain, secure, session, secureSession, person }: Scene): Promise<void> {
  const files = await builtFiles(plain);
  check("a page names scripts, style sheets and fonts of the build", [".js", ".css", ".woff2"].filter((end) => !files.some((file) => file.endsWith(end))));
  const cookie = (held: string): [string, string][] => [["Cookie", held]];
  const bearer: [string, string][] = [["Authorization", `Bearer ${person.token}`]];
  const made = await ask(plain, { target: "/api/v1/agents", ...bodyOf(JSON.stringify({ name: "Surface" })), headers: [...bearer, ["Content-Type", "application/json"]] });
  const agent = `/api/v1/agents/${/"id":"(agt_\w+)"/.exec(made.body)?.[1] ?? ""}`;
  const asked = (held: string): [kind: Kind, status: number, ask: Ask][] => [
    ...["/", "/sign-in", "/sign-up", "/forgot", "/docs", "/docs/errors", "/docs/reference", "/consent", "/privacy", "/talk/demo"].map((target): [Kind, number, Ask] => ["page", 200, { target }]),
    ...["/agents", "/conversations", "/speech", "/settings", "/settings/members"].flatMap((target): [Kind, number, Ask][] => [["page", 200, { target, headers: cookie(held) }], ["private", 307, { target }], ["private", 307, { target, method: "HEAD" }]]),
    ...["/nowhere", "/talk/nobody", "/docs/nothing"].map((target): [Kind, number, Ask] => ["page", 404, { target }]),
    // Its first bytes have left before it is known that there is none.
    ["page", 200, { target: "/agents/agt_nobody", headers: cookie(held) }],
    ["page", 200, { target: "/docs?_rsc=x", headers: [["Sec-Fetch-Dest", "document"]] }],
    ...["/nowhere.js", "/_next/nowhere", "/_next/static/nowhere.js", "/favicon.ico", "/robots.txt", "/_next/image?url=%2Ficon.svg&w=64&q=75", "/_next/image?url=http%3A%2F%2Fevil.test%2Fa.png&w=64&q=75", "/api/nothing"].map((target): [Kind, number, Ask] => ["empty", 404, { target }]),
    ["asset", 200, { target: "/icon.svg" }],
    ...publicFiles().map((target): [Kind, number, Ask] => [/panel-[A-Z0-9]+\.js$/.test(target) ? "hashed" : "asset", 200, { target }]),
    ...files.map((target): [Kind, number, Ask] => ["hashed", 200, { target }]),
    ["asset", 405, { target: "/icon.svg", method: "TRACE" }],
    ["asset", 200, { target: "/api/openapi.json" }],
    ["embed", 200, { target: "/embed/demo" }], ["embed", 404, { target: "/embed/nobody" }], ["empty", 404, { target: "/embed/no%20body" }], ["empty", 400, { target: "/embed/%zz" }],
    ["private", 200, { target: "/api/health?live" }], ["private", 404, { target: "/api/cron/nothing" }],
    ["private", 200, { target: "/api/v1/me", headers: cookie(held) }], ["private", 401, { target: "/api/v1/me" }], ["private", 401, { target: "/v1/models" }], ["private", 404, { target: "/api/v1/nothing" }], ["private", 404, { target: "/v1/nothing" }],
    ["private", 422, { target: "/api/v1/agents?limit=0", headers: cookie(held) }], ["private", 405, { target: "/api/v1/me", method: "PUT" }], ["private", 413, { target: "/api/v1/tokens", ...bodyOf(`"${"x".repeat(1_100_000)}"`) }],
    ["private", 400, { target: "/api/v1/tokens", ...bodyOf("{") }], ["private", 415, { target: "/api/v1/tokens", method: "POST", body: "x", headers: [["Content-Type", "text/plain"]] }],
    ["empty", 204, { target: "/api/v1/me", method: "OPTIONS" }], ["empty", 204, { target: "/v1/audio/speech", method: "OPTIONS" }], ["private", 401, { target: "/api/v1/me", method: "HEAD" }],
    ...["/api/auth/session", "/api/auth/csrf", "/api/auth/providers"].map((target): [Kind, number, Ask] => ["private", 200, { target }]),
    ...["/api/auth/signin", "/api/auth/signout", "/api/auth/error"].map((target): [Kind, number, Ask] => ["private", 302, { target }]), ["private", 400, { target: "/api/auth/nothing" }],
    ["private", 403, { target: "/api/auth/signout", method: "POST", body: "" }],
    ["private", 303, { target: "/sso/callback?state=x&code=y" }], ["empty", 308, { target: "//agents" }], ["empty", 308, { target: "/api/v1/me/" }], ["empty", 405, { target: "/", method: "TRACE" }], ["empty", 405, { target: "/", method: "PROPFIND" }],
    ["empty", 400, { target: "/", host: null }], ["empty", 400, { target: "/", host: "evil.test/x" }], ["empty", 400, { target: "http://evil.test/" }], ["empty", 400, { target: "*", method: "OPTIONS" }], ["empty", 417, { target: "/", headers: [["Expect", "a miracle"]] }],
    ["empty", 404, { target: "/elsewhere", headers: upgrade }], ["empty", 401, { target: "/v1/realtime", headers: upgrade }],
  ];
  const nameOf = ({ method = "GET", target, headers: given = [] }: Ask, secureToo: boolean) => `${method} ${secureToo ? "https" : "http"}:${target}${given.some(([name]) => name === "Cookie") ? ", signed in" : ""}`;
  // What differs by https is said in one place for all, so that a part of them tells.
  const faultsAt = (place: Place, held: string) => each(asked(held).filter((_one, at) => !isSecure(place) || at % 4 === 0), async ([kind, status, one]) => headerFaults({ kind, status, name: nameOf(one, isSecure(place)), answer: await ask(place, one) }, isSecure(place)));
  check(`every kind of answer carries the headers of its kind, by http (${asked("").length})`, await faultsAt(plain, session.cookie));
  check("and by https, with strict transport besides", await faultsAt(secure, secureSession.cookie));
  check("an answer that the reader has already carries them, too", headerFaults({ kind: "private", name: "304", status: 304, answer: await ask(plain, { target: agent, headers: [...bearer, ["If-None-Match", valueOf(made, "etag")]] }) }, false));
  check("an asset that the reader has already carries them, too", headerFaults({ kind: "asset", name: "304 asset", status: 304, answer: await ask(plain, { target: "/voice-worklet.js", headers: [["If-None-Match", valueOf(await ask(plain, { target: "/voice-worklet.js" }), "etag")]] }) }, false));
  const unread: [status: number, bytes: string][] = [[400, "GARBAGE\r\n\r\n"], [400, "GET / HTTP/9.9\r\nHost: x\r\n\r\n"], [400, "get / HTTP/1.1\r\nHost: x\r\n\r\n"], [431, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(70_000)}\r\n\r\n`], [400, "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]];
  check("what Node cannot read is answered with them, too", await each(unread, async ([status, bytes]) => headerFaults({ kind: "private", status, name: JSON.stringify(bytes.slice(0, 30)), answer: readAnswer(await exchange(plain, bytes) ?? "") }, false)));

  const pages = ["/", "/sign-in", "/docs", "/nowhere"];
  const twice = await Promise.all([...pages, ...pages].map((target) => ask(plain, { target })));
  const nonces = twice.map((answer) => /'nonce-([^']+)'/.exec(valueOf(answer, "content-security-policy"))?.[1]);
  check("no two answers share a nonce", new Set(nonces).size === nonces.length && !nonces.includes(undefined) ? [] : [`${nonces.join(" ")}`]);
  check("every inline script and style of a page has its page's nonce", [...twice, await ask(plain, { target: "/agents", headers: cookie(session.cookie) })].flatMap((answer, at) => nonceFaults(pages[at % pages.length] ?? "", answer)));
  const planted = await ask(plain, { target: "/", headers: [["X-Nonce", "planted"], ["Content-Security-Policy", "script-src 'nonce-planted'"]] });
  check("nobody brings a nonce", planted.body.includes("planted") || valueOf(planted, "content-security-policy").includes("planted") ? ["it was taken"] : []);
  check("what the server printed meanwhile names no error without an owner", /error reached nobody/.test(stage.server.output()) ? ["an error reached nobody"] : []);
}

const upgrade: [string, string][] = [["Connection", "Upgrade"], ["Upgrade", "websocket"], ["Sec-WebSocket-Version", "13"], ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="]];

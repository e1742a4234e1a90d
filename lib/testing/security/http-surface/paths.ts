/** Ways to name a page or a door so that the guard reads one thing and the server another. */
import { ask, exchange, readAnswer, valueOf, type Ask, type Place } from "../raw-request";
import { each, type Scene } from "./scene";

const spellings = (path: string): string[] => {
  const name = path.slice(1);
  const first = name.charCodeAt(0).toString(16);
  return [
    path, `/${path}`, `//${path}`, `/./${name}`, `/x/..${path}`, `/x/%2e%2e${path}`, `/%${first}${name.slice(1)}`, `/%25${first}${name.slice(1)}`, `${path}/`, `${path}//`, `${path}/.`, `${path}/./`, `${path}/..${path}`, `/${name.toUpperCase()}`, `${path};x`, `${path};/x`, `${path}%2f`, `${path}%2f..`, `${path}%5c..`, `${path}%00`, `${path}%00.js`, `${path}.`, `${path}.json`, `${path}.js`, `${path}.rsc`, `${path}.txt`, `${path}.segments/_tree.segment.rsc`, `${path}%20`, `${path}%09`, `${path}?`, `${path}?x.js`, `${path}#.js`, `${path}?_rsc=x`, `${path}%3f.js`, `${path}%23.js`, `${path}/x.js`,
    `/_next/..${path}`, `/_next/static/../..${path}`, `/_next/%2e%2e${path}`, `/_next${path}`, `/_next/data${path}.json`, `/_next/data/build${path}.json`, `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`, `/widget/..${path}.js`, `/widget/%2e%2e${path}`, `/embed/..${path}`, `/embed/%2e%2e%2f${name}`, `/v1/audio/..%2f..%2f${name}`, `/v1/audio/%2e%2e/%2e%2e${path}`, `/\\${name}`, `\\${name}`, `/%5c${name}`, `/%2f${name}`, `/.%2f${name}`, `/en${path}`, `/index${path}`, `/(app)${path}`, `/(app)${path}/page`, `${path}/page`, `/app${path}`, `/api/..${path}`, `/@modal${path}`, `/\u00ef\u00bc\u008f${name}`, name,
  ];
};

/** Headers by which some server, proxy or framework once let itself be told what it is asked for or what it has checked already. */
const subrequest = (name: string): string[] => [name, `src/${name}`, Array(5).fill(name).join(":"), Array(5).fill(`src/${name}`).join(":"), Array(50).fill(name).join(":")];
const trickHeaders: [name: string, value: string][] = [
  ...["middleware", "pages/_middleware", "pages/agents/_middleware", "middleware.ts", "proxy", "src/proxy"].flatMap(subrequest).map((value): [string, string] => ["x-middleware-subrequest", value]),
  ["x-middleware-subrequest-id", "1"], ["x-middleware-next", "1"], ["x-middleware-rewrite", "/agents"], ["x-middleware-redirect", "/agents"], ["x-middleware-skip", "1"], ["x-middleware-prefetch", "1"], ["x-middleware-invoke", "1"], ["x-middleware-override-headers", "cookie"], ["x-middleware-request-cookie", "parley.session=x"], ["x-middleware-set-cookie", "a=b"],
  ["x-nextjs-data", "1"], ["x-nextjs-rewrite", "/agents"], ["x-nextjs-matched-path", "/agents"], ["x-invoke-path", "/agents"], ["x-invoke-status", "200"], ["x-invoke-output", "/agents"], ["x-invoke-error", "{}"], ["x-invoke-query", "%7B%7D"], ["x-matched-path", "/agents"], ["x-now-route-matches", "1=agents"], ["next-resume", "1"], ["x-next-resume-state-length", "3"], ["x-prerender-revalidate", "x"], ["x-next-revalidated-tags", "x"], ["next-url", "/agents"], ["next-action", "0".repeat(42)],
  ["rsc", "1"], ["next-router-prefetch", "1"], ["next-router-segment-prefetch", "/_tree"], ["next-router-state-tree", "%5B%22%22%5D"], ["next-hmr-refresh", "1"], ["purpose", "prefetch"],
  ["x-original-url", "/agents"], ["x-rewrite-url", "/agents"], ["x-original-uri", "/agents"], ["x-forwarded-uri", "/agents"], ["x-forwarded-path", "/agents"], ["x-forwarded-prefix", "/agents"], ["x-forwarded-host", "localhost"], ["x-forwarded-for", "127.0.0.1"], ["x-real-ip", "127.0.0.1"], ["x-host", "localhost"], ["x-forwarded-server", "localhost"], ["x-http-method-override", "POST"], ["x-custom-ip-authorization", "127.0.0.1"],
  ["x-user-id", "1"], ["x-parley-client", "127.0.0.1"], ["x-parley-forwarded", "0"], ["x-parley-actor", "admin"], ["x-supabase-auth", "x"], ["authorization", "Basic YWRtaW46YWRtaW4="], ["cookie", "next-auth.session-token=x"],
];

/** Whose mark the page of the signed-in bears, and nobody else's answer may. */
const leaks = (body: string, mark: string): boolean => body.includes(mark) || /data-signed-in|Sign out/.test(body);

export async function paths(scene: Scene): Promise<void> {
  const { check, plain, session, person, stage } = scene;
  const mark = person.email;
  const shown = await ask(plain, { target: "/settings/account", headers: [["Cookie", session.cookie]] });
  check("a page of the signed-in shows them what is looked for below", leaks(shown.body, mark) ? [] : [`it answers ${shown.status}`]);

  const guarded = (answer: { status: number; body: string }, name: string, mayServe = false): string[] => [
    ...(answer.status === 0 || answer.status >= 500 ? [`${name}: ${answer.status}`] : []), ...(leaks(answer.body, mark) ? [`${name}: tells of the signed-in`] : []), ...(answer.status === 200 && !mayServe ? [`${name}: answers 200`] : []),
  ];
  const pages = ["/agents", "/conversations", "/speech", "/settings", "/usage", "/admin", "/settings/account", "/admin/invites"];
  const named = pages.flatMap((page, at) => spellings(page).filter((_one, way) => at === 0 || at === 6 || way % 5 === at % 5));
  check(`no spelling of a page of the signed-in shows it to others (${named.length})`, await each(named, async (target) => guarded(await ask(plain, { target }), JSON.stringify(target))));
  check("nor with the headers of Next's router, which ask for its data alone", await each(named.filter((_one, at) => at % 4 === 0), async (target) => guarded(await ask(plain, { target, headers: [["RSC", "1"], ["Next-Router-Prefetch", "1"], ["Next-Url", "/agents"]] }), `RSC ${JSON.stringify(target)}`)));
  const withHeader = ["/agents", "/settings/account"].flatMap((target) => trickHeaders.map((header) => ({ target, header })));
  check(`no header opens one (${withHeader.length})`, await each(withHeader, async ({ target, header }) => guarded(await ask(plain, { target, headers: [header] }), `${target} with ${header[0]}: ${header[1].slice(0, 40)}`)));
  check("nor opens a door", await each(trickHeaders, async (header) => {
    const answers = await Promise.all(["/api/v1/me", "/api/v1/agents", "/api/v1/admin/mails", "/v1/models"].map((target) => ask(plain, { target, headers: [header] })));
    return answers.flatMap(({ status, body }) => ((status === 401 || (status === 307 && header[0] === "rsc")) && !leaks(body, mark) ? [] : [`${header[0]}: ${header[1].slice(0, 40)} answers ${status}`]));
  }));
  const methods = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "GeT", "PRI", "TRACK", "DEBUG", "GET\tx", "QUERY", "LINK", "X".repeat(300)];
  check("no method shows one", await each(pages.slice(5).flatMap((target) => methods.map((method) => ({ target, method }))), async ({ target, method }) => {
    const text = await exchange(plain, `${method} ${target} HTTP/1.1\r\nHost: localhost:${plain.port}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return text === null ? [`${method} ${target} hangs`] : text === "" ? [] : guarded(readAnswer(text), `${method} ${target}`);
  }));
  check("the interface's own paths hold however they are spelled", await each(["/api/v1/me", "/api/v1/agents", "/api/v1/admin/mails"].flatMap(spellings), async (target) => guarded(await ask(plain, { target }), JSON.stringify(target))));
  await wholeTargets(scene, guarded);
  await smuggled(scene);

  const ids = ["a\u0000b", "x y zzzzzz", "abcdefgh\u00e9", "<script>alert(1)</script>", "x".repeat(65), "{\"level\":60}", "%0d%0aSet-Cookie:a=b", "short"];
  check("a request's id is kept where it is plain, and replaced where it is not", [
    ...await each(ids.slice(1), async (id) => { const got = valueOf(await ask(plain, { target: "/api/v1/me", headers: [["X-Request-Id", id]] }), "x-request-id"); return /^req_\w+$/.test(got) ? null : `${JSON.stringify(id)} comes back as ${got}`; }),
    ...(valueOf(await ask(plain, { target: "/api/v1/me", headers: [["X-Request-Id", "plain-and-short"]] }), "x-request-id") === "plain-and-short" ? [] : ["a plain one is lost"]),
  ]);
  const told = async (headers: [string, string][]) => (await ask(plain, { target: "/api/metrics", headers })).status;
  check("what only this machine may read is refused as soon as a proxy has written, whatever the request says of itself", [
    ...(await told([]) === 200 ? [] : ["it is not read from here"]), ...await each<[string, string][]>([[["X-Forwarded-For", "127.0.0.1"], ["X-Parley-Forwarded", "0"]], [["X-Forwarded-For", "127.0.0.1"], ["X-Parley-Client", "127.0.0.1"]], [["Forwarded", "for=127.0.0.1"]], [["Via", "1.1 x"], ["x-parley-forwarded", "0"], ["x-parley-forwarded", "0"]]], async (headers) => (await told(headers) === 404 ? null : `${headers.map(([name]) => name).join(", ")} answers otherwise`)),
  ]);
  await hosts(scene);
  check("nothing of it was an error of ours", /request failed|uncaught|Unhandled/i.test(stage.server.output()) ? [(/.*(request failed|uncaught|Unhandled).*/i.exec(stage.server.output())?.[0] ?? "").slice(0, 400)] : []);
}

/** Targets that name a host, and none at all. */
async function wholeTargets({ check, plain, session }: Scene, guarded: (answer: { status: number; body: string }, name: string) => string[]): Promise<void> {
  const own = `localhost:${plain.port}`;
  const cookie: [string, string][] = [["Cookie", session.cookie]];
  const foreign = ["http://evil.test/agents", `http://evil.test:${plain.port}/agents`, `http://${own}@evil.test/agents`, `http://user@${own}/agents`, `http://${own}.evil.test/agents`, "https://169.254.169.254/latest/meta-data", "http://127.0.0.1:1/", "ftp://localhost/agents", "file:///etc/passwd", "http:/agents", "http:agents", "http://", "http:///agents", "javascript:alert(1)", "*", "?x", "#x", "agents", "localhost", `${own}/agents`];
  check("a target that names another host, or is no path, is refused, with or without a session", await each([...foreign.map((target): Ask => ({ target })), ...foreign.map((target): Ask => ({ target, headers: cookie }))], async (one) => {
    const { status } = await ask(plain, one);
    return status === 400 ? null : `${one.target}: ${status}`;
  }));
  check("one that names our own is the same as its path", [
    ...guarded(await ask(plain, { target: `http://${own}/agents` }), "signed out"), ...((await ask(plain, { target: `http://${own}/api/v1/me`, headers: cookie })).status === 200 ? [] : ["signed in it is refused"]), ...((await ask(plain, { target: `HTTP://LOCALHOST:${plain.port}?x` })).status === 200 ? [] : ["without a path it is refused"]),
  ]);
}

/** Bodies whose end two servers would find in two places. What stands behind must never be answered as a request. */
async function smuggled({ check, plain, session }: Scene): Promise<void> {
  const behind = `GET /api/v1/me HTTP/1.1\r\nHost: localhost:${plain.port}\r\nCookie: ${session.cookie}\r\nX-Behind: 1\r\n\r\n`;
  const shapes: [name: string, headers: string, body: string][] = [
    ["both lengths", `Content-Length: 4\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${behind}`], ["chunked, then a length", `Transfer-Encoding: chunked\r\nContent-Length: ${behind.length + 5}`, `0\r\n\r\n${behind}`], ["two lengths", `Content-Length: 0\r\nContent-Length: ${behind.length}`, behind], ["two lengths in one", `Content-Length: 0, ${behind.length}`, behind], ["a signed length", `Content-Length: +0`, behind], ["a negative length", "Content-Length: -1", behind], ["a length in hex", "Content-Length: 0x0", behind], ["a length with a space", "Content-Length: 0 0", behind],
    ["chunked twice", "Transfer-Encoding: chunked, chunked", `0\r\n\r\n${behind}`], ["chunked, not last", "Transfer-Encoding: chunked, identity", `0\r\n\r\n${behind}`], ["an encoding unknown", "Transfer-Encoding: xchunked", `0\r\n\r\n${behind}`], ["two encodings", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: 3", `0\r\n\r\n${behind}`], ["a tab before", "Transfer-Encoding:\tchunked\r\nContent-Length: 3", `0\r\n\r\n${behind}`], ["a space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: 3", `0\r\n\r\n${behind}`], ["folded", "Transfer-Encoding:\r\n chunked\r\nContent-Length: 3", `0\r\n\r\n${behind}`], ["a bare newline", `X: y\nTransfer-Encoding: chunked`, `0\r\n\r\n${behind}`], ["a bare return", "X: y\rTransfer-Encoding: chunked", `0\r\n\r\n${behind}`], ["a NUL in a name", "Transfer-Encoding\0: chunked", `0\r\n\r\n${behind}`], ["a chunk's size with a sign", "Transfer-Encoding: chunked", `+0\r\n\r\n${behind}`], ["a chunk's size in other letters", "Transfer-Encoding: chunked", `0x0\r\n\r\n${behind}`], ["a chunk longer than its size", "Transfer-Encoding: chunked", `1\r\nabc\r\n0\r\n\r\n${behind}`], ["a chunk ended by a bare newline", "Transfer-Encoding: chunked", `1\na\n0\n\n${behind}`], ["a chunk's size too big to count", "Transfer-Encoding: chunked", `ffffffffffffffffff\r\n${behind}`],
  ];
  check(`what hides behind a body of two lengths is no request (${shapes.length})`, await each(shapes, async ([name, headers, body]) => {
    const text = await exchange(plain, `POST /api/v1/tokens HTTP/1.1\r\nHost: localhost:${plain.port}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`);
    const answers = (text ?? "").split(/(?=HTTP\/1\.1 \d)/).map((one) => readAnswer(one).status);
    return text !== null && answers.every((status) => status === 0 || (status >= 400 && status < 500)) && answers.length <= 1 ? null : `${name}: ${text === null ? "hangs" : answers.join(", ")}`;
  }));
}

/** Links in mails are made of the configured address alone. */
async function hosts({ check, plain, person, stage }: Scene): Promise<void> {
  const bad = ["evil.test/x", "evil.test@localhost", "local host", "localhost:x", "localhost:99999999", "[::1", "", "evil.test,localhost", "\u00e9vil.test", "localhost\\evil", "<script>", "a".repeat(300)];
  check("a host that is none is refused, and so are two", [...await each(bad, async (host) => { const { status } = await ask(plain, { target: "/", host }); return status === 400 ? null : `${JSON.stringify(host.slice(0, 30))}: ${status}`; }), ...await each<[string, string]>([["Host", "evil.test"], ["Host", `localhost:${plain.port}`], ["host", "x"]], async (second) => { const { status } = await ask(plain, { target: "/agents", headers: [second] }); return status === 400 ? null : `a second host ${second[1]}: ${status}`; })]);
  const asked = await ask(plain, { method: "POST", target: "/api/v1/password-resets", host: "evil.test", headers: [["Content-Type", "application/json"], ["X-Forwarded-Host", "evil.test"], ["X-Forwarded-Proto", "https"], ["Forwarded", "host=evil.test;proto=https"]], body: JSON.stringify({ email: person.email }) });
  const mail = await mailTo(plain, person, /password/i);
  check("the link in a mail is of the configured address, whatever host asked for it", [...(asked.status < 300 ? [] : [`asking for it answered ${asked.status}`]), ...(mail.includes(`${new URL(stage.server.url).origin}/`) ? [] : ["there is no link of ours"]), ...(mail.includes("evil.test") ? ["it names the other host"] : [])]);
}

async function mailTo(place: Place, { email, token }: Scene["person"], subject: RegExp): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const answer = await ask(place, { target: "/api/v1/admin/mails?limit=50", headers: [["Authorization", `Bearer ${token}`], ["Accept-Encoding", "identity"]] });
    const { items = [] } = JSON.parse(/\{.*\}/s.exec(answer.body)?.[0] ?? "{}") as { items?: { toAddress: string; subject: string; bodyText: string | null }[] };
    const found = items.find((item) => item.toAddress === email && subject.test(item.subject));
    if (found?.bodyText) return found.bodyText;
    await new Promise((resolve) => { setTimeout(resolve, 250); });
  }
  return "";
}

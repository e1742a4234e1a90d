/** Requests that are none, almost one, or one too much: made from a seed, so that a run that fails can be run again. */

/** What is sent, in pieces with a breath between them, and what becomes of the connection then. */
export interface Attempt {
  name: string;
  pieces: Buffer[];
  /** `wait` for an answer or for the end; `leave` it open and silent; `reset` or `close` it as soon as all is sent. */
  then: "wait" | "leave" | "reset" | "close";
}

/** mulberry32, for choices that are the same in every run; no secret is made of it. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const json = "Content-Type: application/json\r\n";
const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

export function attempts(seed: number, host: string): Attempt[] {
  const next = numbers(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const many = (count: number, make: (at: number) => string): string => Array.from({ length: count }, (_one, at) => make(at)).join("");
  const rubbish = (length: number): string => many(length, () => String.fromCharCode(below(256)));
  const all: Attempt[] = [];
  const add = (name: string, text: string | string[], then: Attempt["then"] = "wait") => { all.push({ name, pieces: [text].flat().map((piece) => Buffer.from(piece, "latin1")), then }); };
  const repeat = (count: number, make: (at: number) => void) => { for (let at = 0; at < count; at += 1) make(at); };
  const get = (target: string, headers = ""): string => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${headers}\r\n`;
  const post = (headers: string, body: string, target = "/api/v1/tokens"): string => `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${headers}\r\n${body}`;
  const cheap = ["/api/health?live", "/api/v1/me", "/v1/models", "/voice-worklet.js", "/api/v1/nothing", "/agents"];

  const methods = ["GET", "get", "", " ", "GET ", "G\0T", "G\u00cbT", "GET\t", "X".repeat(9_000), "PRI", "SSH-2.0", "\r\nGET", "\n\n\nGET", "GET\x7f", "(GET)", "{}", "TRACE", "CONNECT", "DELETE", "PURGE"];
  const targets = ["/", "", " ", "//", "*", "\\", "/\0", "/\x7f", "/\u00ff\u00fe", "/ x", "/\tx", "http://", "http://[", "http://a b/", "?", "#", "/#x", "/".repeat(8_000), "/%", "/%zz", "/%ed%a0%80", "../../etc/passwd", "/../../../etc/passwd", "/..%c0%af..%c0%afetc/passwd", "file:///etc/passwd", "localhost:80"];
  const versions = ["HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/3", "HTTP/9.9", "HTTP/1.10", "HTTP/11", "http/1.1", "HTTP/", "HTTP", "", "HTTP/1.1 x", "HTTP/-1.1", "HTTP/1.1\0", "HTTQ/1.1", "ICE/1.0", "RTSP/1.0", "HTTP/1,1", "HTTP/1.\u00b9"];
  repeat(130, () => add("request line", `${one(methods)} ${one(targets)} ${one(versions)}${one(["\r\n", "\n", "\r", "\r\r\n", "\n\r"])}Host: ${host}\r\nConnection: close\r\n\r\n`));

  const names = ["X", "", " ", "X ", " X", "X\0", "X\r", "X\n", "\u00c4", "X:Y", "(x)", "\"x\"", "X\tY", "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Cookie", "Authorization", "X-Parley-Client", "x".repeat(20_000), "__proto__", "constructor", "toString"];
  const values = ["", "y", "\0", "y\0z", "y\rz", "y\nz", "y\r\n z", "y\r\n\tz", "\r\n\r\n", "\u00e4\u00f6", "\x01\x02", "\x7f", "\xff\xfe", " ".repeat(9_000), "y".repeat(66_000), "chunked", "-1", "close, upgrade, te", "Bearer ", `Bearer ${"x".repeat(9_000)}`, "${jndi:ldap://127.0.0.1:1/x}", "() { :;}; true", "%0d%0aX: y", "=?utf-8?q?x?="];
  repeat(170, () => add("header", `GET ${one(cheap)} HTTP/1.1${one(["\r\n", "\n"])}Host: ${host}\r\nConnection: close\r\n${many(1 + below(3), () => `${one(names)}${one([":", ": ", "", " : ", "::"])}${one(values)}\r\n`)}\r\n`));
  repeat(16, (at) => add("many headers", get("/api/health?live", many(160 * (at + 1), (number) => `X-${number}: ${"y".repeat(below(12))}\r\n`))));
  repeat(8, (at) => add("one long header", get("/api/health?live", `X: ${"y".repeat(2 ** (10 + at))}\r\n`)));

  const sizes = ["0", "5", "ffffffffffffffff", "-1", "+5", "0x5", "5 ", " 5", "g", "", "5;", "5;a=b", `5;${"a".repeat(20_000)}`, "00000000000000000000000005", "5\0", "1e3", "\u0665"];
  repeat(110, () => add("chunks", post(`${json}Transfer-Encoding: ${one(["chunked", "Chunked", "chunked ", " chunked", "chunked, gzip", "gzip, chunked", "identity", "chunked\0", "chunked;q=1", ""])}\r\n`, many(1 + below(4), () => `${one(sizes)}${one(["\r\n", "\n", "\r", ""])}${one(["{\"a\":", "hello", "", "\0\0\0\0\0", "x".repeat(70_000)])}${one(["\r\n", "\n", ""])}`) + one(["0\r\n\r\n", "0\r\n", "0\n\n", "0\r\nX: y\r\n\r\n", `0\r\nX: ${"y".repeat(40_000)}\r\n\r\n`, "0\r\nContent-Length: 5\r\n\r\n", "\r\n"])), one<Attempt["then"]>(["close", "reset", "leave"])));

  const lengths = ["0", "1", "5", "-1", "+5", " 5", "5 ", "0x5", "5, 5", "5, 6", "1e3", "5.0", "", "9007199254740993", "18446744073709551616", "99999999999999999999999999", "\u0665", "5\0", "5\r\nContent-Length: 6", "5\r\nTransfer-Encoding: chunked", "1048577", "12000000"];
  repeat(90, () => { const length = one(lengths); add("length", post(`${json}Content-Length: ${length}\r\n`, one(["", "hello", "{\"a\":1}", "x".repeat(70_000)])), one<Attempt["then"]>(["close", "reset", "leave"])); });

  repeat(16, (at) => add("pipeline", many(10 + at * 6, () => one([get(one(cheap)).replace("Connection: close\r\n", ""), `POST /api/v1/tokens HTTP/1.1\r\nHost: ${host}\r\n${json}Content-Length: 2\r\n\r\n{}`])) + get("/api/health?live"), one<Attempt["then"]>(["wait", "reset", "close"])));
  const whole = [get("/api/v1/me"), post(`${json}Content-Length: 27\r\n`, "{\"grant\":\"password\",\"x\":1}\r"), get("/v1/realtime", upgrade), post(`${json}Transfer-Encoding: chunked\r\n`, "2\r\n{}\r\n0\r\n\r\n")];
  repeat(60, () => { const text = one(whole); add("half a request", text.slice(0, 1 + below(text.length - 2)), "leave"); });
  repeat(130, (at) => { const text = one(whole); add("cut off", text.slice(0, Math.ceil((text.length * (1 + at % 26)) / 26)), at % 2 === 0 ? "reset" : "close"); });
  repeat(24, () => { const text = one(whole); add("drop by drop", Array.from({ length: 12 }, (_one, at) => text.slice(Math.floor((text.length * at) / 12), Math.floor((text.length * (at + 1)) / 12)))); });

  const greetings = ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", "\x16\x03\x01\0\xa5\x01\0\0\xa1\x03\x03", "\x80\x2e\x01\0\x02", "SSH-2.0-OpenSSH_9.6\r\n", "EHLO x\r\n", "\x05\x01\0", "\x04\x01\0\x50\x7f\0\0\x01\0", "*1\r\n$4\r\nPING\r\n", "\0\0\0\x08\x04\xd2\x16\x2f", "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n", "\r\n\r\n\0\r\nQUIT\n", "\x03\0\0\x13\x0e\xe0\0\0", "CONNECT x:443 HTTP/1.1\r\n\r\n", "\r\n", "\0", "<policy-file-request/>\0", "GET /\r\n", "OPTIONS * RTSP/1.0\r\n\r\n"];
  repeat(38, (at) => add("another language", `${greetings[at % greetings.length]}${at < greetings.length ? "" : rubbish(below(300))}`, at % 3 === 0 ? "wait" : "close"));

  const key = ["dGhlIHNhbXBsZSBub25jZQ==", "", "short", "!".repeat(24), "x".repeat(9_000), "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
  repeat(80, () => add("upgrade", `${one(["GET", "POST", "HEAD", "OPTIONS", "DELETE"])} ${one(["/v1/realtime", "/v1/realtime?model=agent:demo", "/v1/realtime/", "/v1/realtime%00", "/", "/agents", "/_next/webpack-hmr", "//v1/realtime", "/v1/realtime?model=%ff"])} HTTP/${one(["1.1", "1.1", "1.0"])}\r\nHost: ${host}\r\nConnection: ${one(["Upgrade", "upgrade, close", "keep-alive", "x"])}\r\nUpgrade: ${one(["websocket", "WebSocket", "h2c", "websocket, h2c", "", "TLS/1.0", "x".repeat(2_000)])}\r\nSec-WebSocket-Version: ${one(["13", "8", "", "-1", "13, 8", "x"])}\r\nSec-WebSocket-Key: ${one(key)}\r\n${one(["", "Sec-WebSocket-Protocol: realtime, \r\n", "Sec-WebSocket-Protocol: ,,,\r\n", `Sec-WebSocket-Protocol: openai-insecure-api-key.${"x".repeat(4_000)}\r\n`, "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99\r\n", "Sec-WebSocket-Extensions: ;;;\r\n", "Origin: null\r\n"])}Connection: close\r\n\r\n${one(["", "\x81\xff\xff\xff", rubbish(40)])}`, one<Attempt["then"]>(["wait", "wait", "reset"])));
  repeat(14, () => add("expectation", post(`${json}Expect: ${one(["100-continue", "100-Continue", "200-ok", "", "x".repeat(3_000), "100-continue, 100-continue", "\u00e4"])}\r\nContent-Length: 2\r\n`, "{}")));
  repeat(30, () => add("whole address", get(`${one(["http", "HTTP", "https", "ftp", "file", "ws", "x", ""])}:${one(["//", "/", "", "///", "\\\\"])}${one([host, "evil.test", "127.0.0.1:1", "[::1]", "[", "user:pass@localhost", "169.254.169.254", "", "\u00e9", "a".repeat(5_000)])}${one(["/", "/agents", "", "?x", "#"])}`)));
  const pieces = ["%", "%0", "%zz", "%00", "%0a", "%ff", "%c0%ae", "%ed%a0%80", "%f4%90%80%80", "%u0041", "%25%32%65", "..", "/", "\\", ";", "\u00e9", "\xed\xa0\x80", "+", "&", "=", "[", "]", "{", "\"", "'", "<", "|", "^", "`", "\x7f", "~", "__proto__", "constructor"];
  repeat(110, () => add("address", get(`${one(["/", "/agents/", "/api/v1/agents/", "/api/v1/agents?cursor=", "/docs/", "/embed/", "/talk/", "/v1/", "/v1/audio/", "/_next/static/", "/_next/image?url=", "/widget/", "/sign-in?next="])}${many(1 + below(6), () => one(pieces))}${one(["", "", "a".repeat(3_000), "a".repeat(14_000), `?${many(700, (at) => `a${at}=b&`)}`])}`)));
  const conditions = [
    () => `Range: bytes=${one(["0-", "-1", "5-1", "0-0", "99999999999999999999-", "-", "a-b", "0-0,1-1", many(900, (at) => `${at}-,`)])}`, () => `If-None-Match: ${one(["*", "\"", "W/", many(1_200, (at) => `"${at}",`), "\0", "x".repeat(12_000)])}`, () => `If-Match: ${one(["*", "\"\"", ",,,"])}`, () => `If-Modified-Since: ${one(["never", "Thu, 99 Jan 9999 99:99:99 GMT", "-1"])}`, () => `If-Range: ${one(["\"x\"", "x"])}`,
    () => `Accept-Encoding: ${one(["*;q=999", many(1_500, () => "gzip,"), "gzip;q=", "br;q=1.0000000001", "\0", "identity;q=0, *;q=0"])}`, () => `Accept: ${one(["*", "/", many(900, () => "a/b,"), "text/html;q=x"])}`, () => `Accept-Language: ${one(["*", many(900, (at) => `l${at},`), "-"])}`,
    () => `Cookie: ${one(["=", ";", many(900, (at) => `a${at}=b; `), `parley.session=${"x".repeat(12_000)}`, "parley.session=%", "parley.session=a.b.c.d.e", "parley.session=eyJhbGciOiJub25lIn0..", "next-auth.csrf-token=|", "__proto__=x", "\u00e4=\u00e4"])}`, () => `Authorization: ${one(["Bearer", "Bearer pk_", `Bearer pk_${"x".repeat(5_000)}`, "Bearer at_\u00e4", "Basic :", "Bearer a b", "Negotiate x"])}`, () => `X-Forwarded-For: ${one([many(900, () => "1.1.1.1,"), "::", "x", "1.1.1.1:", "[::1"])}`,
  ];
  repeat(120, () => add("condition", `${one(["GET", "HEAD", "OPTIONS", "DELETE"])} ${one(cheap)} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${one(conditions)()}\r\n\r\n`));
  const bodies = ["", "{", "}", "[", "nul", "\"", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "[1,2", "1e999999", "-", "\\u0000", "\"\\ud800\"", "\"\xed\xa0\x80\"", "\xff\xfe{\0}\0", "\xef\xbb\xbf{}", "[".repeat(50_000), "{\"a\":".repeat(9_000), `{${many(5_000, (at) => `"k${at}":1,`)}"z":1}`, "{\"__proto__\":{\"admin\":true}}", "{\"constructor\":{\"prototype\":{}}}", `{"grant":"password","email":"${"a".repeat(9_000)}"}`, `"${"\\u0041".repeat(9_000)}"`, "0".repeat(9_000), "\0".repeat(900)];
  repeat(90, () => { const body = one(bodies); add("body", post(`Content-Type: ${one(["application/json", "application/json", "application/json; charset=utf-16", "APPLICATION/JSON", "application/json;", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=", "\0", "text/plain", "application/json, text/plain"])}\r\n${one(["", "", "Content-Encoding: gzip\r\n", "Content-Encoding: br, gzip, x\r\n"])}Content-Length: ${body.length}\r\n`, body, one(["/api/v1/tokens", "/api/v1/password-resets", "/api/v1/sso/start", "/v1/audio/transcriptions", "/api/auth/callback/credentials", "/agents", "/api/v1/conversations", "/sign-in"]))); });
  repeat(140, () => {
    const bytes = Buffer.from(one(whole), "latin1");
    for (let flips = 1 + below(6); flips > 0; flips -= 1) bytes[below(bytes.length)] = below(256);
    all.push({ name: "flipped bytes", pieces: [bytes], then: one<Attempt["then"]>(["close", "reset", "leave"]) });
  });
  // In no order, so that what a connection is left with meets what comes next.
  return all.map((attempt) => ({ attempt, place: next() })).sort((left, right) => left.place - right.place).map(({ attempt }) => attempt);
}

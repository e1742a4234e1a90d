/** Manifests that are up to no good, and what is said of them. */
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import Ajv2020 from "ajv/dist/2020";
import { manifestJsonSchema, readManifest } from "./manifest";

type Json = Record<string, unknown>;
const good = {
  format: "parley.integration/1", name: "stock", title: "Stock", description: "Whether something is there.", version: "1.0.0", kind: "tool",
  settings: [{ name: "address", title: "Address", kind: "url" }, { name: "shop", title: "Shop", kind: "text" }, { name: "note", title: "Note", kind: "text", required: false }, { name: "token", title: "Token", kind: "secret" }],
  scopes: ["network:{settings.address}", "secrets"],
  tools: [{
    name: "in_stock", description: "Whether a thing is there.",
    parameters: { type: "object", properties: { thing: { type: "string", description: "Its number." }, more: { type: "string", description: "More of it." } }, required: ["thing"], additionalProperties: false },
    request: { method: "POST", url: "{settings.address}/shops/{settings.shop}/{arguments.thing}", query: { more: "{arguments.more}", note: "{settings.note}" }, headers: { authorization: "Bearer {secrets.token}" }, body: { thing: "{arguments.thing}", deep: [{ note: "for {settings.shop}" }] } },
  }],
};
/** The good one with changes at paths such as `tools.0.request.url`; undefined takes a field out. */
function changed(changes: Json): string {
  const copy = structuredClone(good) as Json;
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const place = names.reduce<Json>((at, name) => at[name] as Json, copy);
    if (value === undefined) delete place[last]; else place[last] = value;
  }
  return JSON.stringify(copy);
}
const read = (text: string | Uint8Array) => readManifest(typeof text === "string" ? Buffer.from(text) : text);
const faultOf = (text: string | Uint8Array) => { const answer = read(text); return "fault" in answer ? answer.fault : null; };

test("the manifest that the bad ones are made of is good, and so is its JSON Schema", () => {
  expect(faultOf(changed({}))).toBeNull();
  const check = new Ajv2020({ strict: false }).compile(manifestJsonSchema());
  expect(check(good)).toBe(true);
  expect(check({ ...good, more: 1 })).toBe(false);
  expect(JSON.parse(readFileSync("public/integration.schema.json", "utf8"))).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())));
});

const url = "tools.0.request.url";
const urls = [
  "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org/", "//example.org/x", "/x", "x", "", "https://", "https:///x", "https:example.org", "https:/example.org/", "HTTPS://example.org/", "https://EXAMPLE.org/",
  "https://user@example.org/", "https://user:pass@example.org/", "https://@example.org/", "https://example.org:443/", "https://example.org:99999/", "https://example.org:/", "https://example.org:80:80/", "https://[::1]/", "https://0x7f.1/", "https://2130706433/", "https://127.1/", "https://ex%61mple.org/", "https://exämple.org/", "https://example.org\\@evil.example/", "https://example.org\t/", "https://example.org\n/", " https://example.org/",
  "https://{arguments.thing}/", "https://{arguments.thing}.example.org/", "https://example.{arguments.thing}/", "https://example.org:{arguments.thing}/", "https://{settings.shop}/", "https://{settings.shop}.example.org/", "{arguments.thing}", "{arguments.thing}/x", "{arguments.thing}://example.org/", "{settings.shop}", "{settings.shop}/x", "{settings.note}/x", "{secrets.token}", "{secrets.address}", "{settings.none}/x", "{settings.address}{arguments.thing}", "{settings.address}.example.org/", "{settings.address}@example.org/", "{settings.address}:80/", "https://example.org{arguments.thing}", "https://example.org@{arguments.thing}/", "https://{settings.address}/x", "{{settings.address}}/x", "{settings.address", "{settings.__proto__}/x", "{settings.constructor}/x", "{process.env}/x", "${settings.address}/x",
  "{settings.address}?x=1", "{settings.address}/x?y={arguments.thing}", "{settings.address}/x#y", "{settings.address}/../x", "{settings.address}/./x", "{settings.address}/..", "{settings.address}//x", "{settings.address}/%2e%2e/x", "{settings.address}/x%2fy", "{settings.address}/a\\b", "{settings.address}/{secrets.token}", "{settings.address}/{settings.address}", "{settings.address}/{arguments.more}", "{settings.address}/{settings.note}", "{settings.address}/{arguments.none}", "{settings.address}/{arguments.thing", "{settings.address}/arguments.thing}", "{settings.address}/{arguments.thing.length}", "{settings.address}/{ arguments.thing }", "{settings.address}/{ARGUMENTS.thing}", "{settings.address}/\u202etxt", "{settings.address}/ x",
];
test.each(urls)("an address like %j is refused", (text) => { expect(faultOf(changed({ [url]: text }))).toMatch(/request\.url/); });

const headers = ["host", "Host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "expect", "cookie", "set-cookie", "origin", "referer", "proxy-authorization", "sec-fetch-site", "x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "x-http-method-override", "accept-encoding", "", "a b", "a:b", "a\nb", "{arguments.thing}", "{settings.shop}", "Authorization"];
test.each(headers)("a header named %j is refused", (name) => { expect(faultOf(changed({ "tools.0.request.headers": { authorization: "Bearer {secrets.token}", [name]: "x" } }))).toMatch(/headers/); });

const values = ["{arguments.thing}", "Bearer {arguments.thing}", "{settings.address}", "{secrets.none}", "{settings.token}", "a\r\nhost: b", "a\u0000", "ä", "{", "{secrets.token}{arguments.more}"];
test.each(values)("a header's value %j is refused", (value) => { expect(faultOf(changed({ "tools.0.request.headers": { authorization: "Bearer {secrets.token}", "x-value": value } }))).toMatch(/headers/); });

const others: [string, Json, RegExp][] = [
  ["a secret in the query", { "tools.0.request.query": { key: "{secrets.token}", note: "{settings.note}" } }, /secret “token”/],
  ["a secret in the body", { "tools.0.request.body": { key: "{secrets.token}" } }, /secret “token”/],
  ["a secret deep in the body", { "tools.0.request.body": { key: [[{ deep: "x{secrets.token}" }]] } }, /secret “token”/],
  ["a secret called a setting", { "tools.0.request.body": { key: "{settings.token}" } }, /no setting “token”/],
  ["a placeholder as a field's name", { "tools.0.request.body": { "{arguments.thing}": 1 } }, /written out/],
  ["a placeholder as a query's name", { "tools.0.request.query": { "{arguments.thing}": "1", note: "{settings.note}" } }, /query/],
  ["a body with GET", { "tools.0.request.method": "GET" }, /GET has no body/],
  ["a method that is none", { "tools.0.request.method": "CONNECT" }, /method/], ["TRACE", { "tools.0.request.method": "TRACE" }, /method/],
  ["an argument that is not there", { "tools.0.request.body": { x: "{arguments.none}" } }, /no argument “none”/],
  ["an argument called as what every object has", { "tools.0.request.body": { x: "{arguments.constructor}" } }, /no argument “constructor”/],
  ["a required argument that is not there", { "tools.0.parameters.required": ["none"] }, /no argument “none”/],
  ["a runner that does not exist", { "tools.0.request": undefined, "tools.0.runner": "shell" }, /no runner “shell”/],
  ["a runner called as what every object has", { "tools.0.request": undefined, "tools.0.runner": "constructor" }, /no runner/],
  ["a runner called __proto__", { "tools.0.request": undefined, "tools.0.runner": "__proto__" }, /no runner/],
  ["a runner's file", { "tools.0.request": undefined, "tools.0.runner": "../../../etc/passwd" }, /no runner/],
  ["a runner that manifests do not name", { "tools.0.request": undefined, "tools.0.runner": "secret-webhook" }, /no runner/],
  ["a runner without its settings", { "tools.0.request": undefined, "tools.0.runner": "caldav-busy" }, /needs the setting/],
  ["a runner and a request", { "tools.0.runner": "caldav-busy" }, /either/], ["neither of them", { "tools.0.request": undefined }, /either/],
  ["a schema that refers elsewhere", { "tools.0.parameters": { $ref: "https://evil.example/schema.json" } }, /parameters/],
  ["a schema with a pattern", { "tools.0.parameters.properties.thing.pattern": "(a+)+$" }, /pattern/],
  ["arguments beyond what is named", { "tools.0.parameters.additionalProperties": true }, /additionalProperties/],
  ["a tool named as the engine's own", { "tools.0.name": "end_call" }, /built-in/], ["a tool's name with a blank", { "tools.0.name": "in stock" }, /tools\.0\.name/],
  ["two tools of a name", { tools: [good.tools[0], good.tools[0]] }, /two tools/],
  ["a time that is none", { "tools.0.timeoutMs": 600_000 }, /timeoutMs/], ["a time below zero", { "tools.0.timeoutMs": -1 }, /timeoutMs/],
  ["two settings of a name", { settings: [...good.settings, good.settings[0]] }, /two settings/],
  ["a setting that nothing uses", { settings: [...good.settings, { name: "password", title: "Your bank's password", kind: "secret" }] }, /Nothing uses/],
  ["a setting of no kind there is", { "settings.0.kind": "html" }, /settings\.0\.kind/], ["an example of a secret", { "settings.3.example": "hunter2" }, /no example/],
  ["a setting called __proto__", { "settings.1.name": "__proto__" }, /settings\.1\.name/],
  ["an address that need not be entered", { "settings.0.required": false }, /required/],
  ["a scope that is not asked for", { scopes: ["secrets"] }, /does not ask for it/], ["no scopes", { scopes: [] }, /does not ask for it/],
  ["a scope that is not needed", { scopes: [...good.scopes, "mail"] }, /does not need it/], ["another host's scope", { scopes: [...good.scopes, "network:evil.example"] }, /does not need it/],
  ["a scope twice", { scopes: [...good.scopes, "secrets"] }, /does not need it/], ["a scope that there is not", { scopes: [...good.scopes, "everything"] }, /Not a scope/], ["a scope for every host", { scopes: ["network:*", "secrets"] }, /Not a scope/],
  ["another format", { format: "parley.integration/2" }, /format/], ["no format", { format: undefined }, /format/],
  ["a field that nobody knows", { postinstall: "rm -rf /" }, /postinstall/], ["code", { "tools.0.run": "process.exit()" }, /run/],
  ["a name that leads elsewhere", { name: "../stock" }, /name/], ["a name in capitals", { name: "Stock" }, /name/], ["a name of one letter", { name: "s" }, /name/],
  ["a title with marks that reorder it", { title: "Stock\u202egnp" }, /title/], ["a title of two lines", { title: "Stock\nand more" }, /title/], ["a title with what nobody sees", { title: "Stock\u0007" }, /title/], ["an empty title", { title: "" }, /title/], ["a title that is no text", { title: { toString: "x" } }, /title/], ["a title without an end", { title: "x".repeat(61) }, /title/],
  ["a version that is none", { version: "latest" }, /version/], ["a kind that is none", { kind: "script" }, /kind/],
  ["a kind that it is not", { kind: "mcp" }, /A `tool` has/], ["a tool with an MCP server beside it", { mcp: { url: "{settings.address}" } }, /A `tool` has/], ["no tools", { tools: [] }, /./], ["tools without an end", { tools: Array.from({ length: 13 }, (_each, index) => ({ ...good.tools[0], name: `tool_${index}` })) }, /tools/],
  ["an MCP server at an argument", { kind: "mcp", tools: [], mcp: { url: "https://{arguments.host}/" } }, /mcp\.url/], ["an MCP server by http's other name", { kind: "mcp", tools: [], mcp: { url: "ws://example.org" } }, /mcp\.url/],
  ["a provider of another protocol", { kind: "provider", tools: [], provider: { protocol: "shell", baseUrl: "{settings.address}", key: "{secrets.token}" } }, /protocol/],
  ["a provider with a key written out", { kind: "provider", tools: [], provider: { protocol: "openai", baseUrl: "{settings.address}", key: "sk-mine" } }, /key is one setting/],
];
test.each(others)("%s is refused, in words", (_name, changes, words) => { expect(faultOf(changed(changes))).toMatch(words); });

const texts: [string, string | Uint8Array][] = [
  ["nothing", ""], ["no JSON", "{"], ["a list", "[]"], ["null", "null"], ["a number", "7"], ["a text", "\"x\""], ["JSON with a comment", `// x\n${changed({})}`], ["two of them", changed({}) + changed({})],
  ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x7b])], ["10 MB", `{"format":"${"x".repeat(10 * 1_048_576)}"}`], ["a hundred thousand brackets", "[".repeat(60_000)], ["depth inside a body", changed({ "tools.0.request.body": JSON.parse(`${"{\"a\":".repeat(30)}1${"}".repeat(30)}`) as unknown })],
  ["__proto__ at the top", changed({}).replace("{", "{\"__proto__\":{\"kind\":\"tool\"},")], ["__proto__ in a body", changed({}).replace("\"deep\":", "\"__proto__\":")], ["__proto__ written otherwise", changed({}).replace("\"deep\":", "\"\\u005f_proto__\":")], ["constructor in a body", changed({}).replace("\"deep\":", "\"constructor\":")], ["prototype among the arguments", changed({}).replace("\"more\":{", "\"prototype\":{")],
];
test.each(texts)("%s is refused within a second", (_name, text) => {
  const begun = performance.now();
  expect(faultOf(text)).toMatch(/./);
  expect(performance.now() - begun).toBeLessThan(1_000);
  expect(Object.prototype).not.toHaveProperty("kind");
});

test("there are more than a hundred tricks in these tables", () => { expect(urls.length + headers.length + values.length + others.length + texts.length).toBeGreaterThan(100); });

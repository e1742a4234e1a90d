/** Made from the list of operations: every text, list and table that comes in has a bound, what cannot be seen is kept by none, and no way of writing JSON gets past its reader. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { operationExample } from "@/lib/api/examples";
import { plainValue } from "@/lib/api/input";
import { openApiDocument, operations } from "@/lib/api/openapi";
import type { Operation } from "@/lib/platform/operation";
import { inspect, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";

useTestDatabase();

type Json = Record<string, unknown>;
const document = openApiDocument() as Json;
const of = (value: unknown): Json => Object(value) as Json;
const all = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Every schema that something sent has to fit, with where it stands. */
function* schemas(given: unknown, path: string, above: readonly unknown[] = []): Generator<{ schema: Json; path: string }> {
  const name = of(given).$ref;
  const schema = typeof name === "string" ? name.split("/").slice(1).reduce((found, key) => of(found[key]), document) : of(given);
  if (above.includes(schema)) return;
  const [here, inside] = [typeof name === "string" ? name.split("/").at(-1) ?? path : path, [...above, schema]];
  yield { schema, path: here };
  for (const [field, value] of Object.entries(of(schema.properties))) yield* schemas(value, `${here}.${field}`, inside);
  for (const value of [schema.items, schema.additionalProperties].filter((one) => typeof one === "object")) yield* schemas(value, `${here}[]`, inside);
  for (const value of ["anyOf", "oneOf", "allOf", "prefixItems"].flatMap((word) => all(schema[word]))) yield* schemas(value, here, inside);
}
function* incoming(): Generator<{ schema: Json; path: string; type: string }> {
  for (const operation of operations) {
    const described = of(of(of(document.paths)[operation.path])[operation.method.toLowerCase()]);
    for (const parameter of all(described.parameters).map(of).filter((one) => one.in !== "header")) for (const found of schemas(parameter.schema, `${operation.id} ${String(parameter.name)}`)) yield { ...found, type: "" };
    for (const [type, content] of Object.entries(of(of(described.requestBody).content))) for (const found of schemas(of(content).schema, operation.id)) yield { ...found, type };
  }
}

/** Patterns that say how long a text may be: no part of them repeats without end. */
const isBounded = (pattern: unknown): boolean => typeof pattern === "string" && pattern.startsWith("^") && pattern.endsWith("$") && !/[*+]|,\}/.test(pattern.replaceAll(/\\.|\[[^\]]*\]/g, "a"));
/** JSON of anybody's own making: a schema of arguments, arguments and a template, each inside one body of at most 1 MiB and 32 levels. */
const anyJson = /^(CreateTool|UpdateTool|TestTool)Json\d/;
const boundedOtherwise: Record<string, string> = {
  "listTools enabled": "one of a few words, which the shape reads as a yes or a no",
  "createTranscription.file": "bytes, which are counted", createTurn: "bytes, which are counted", addKnowledgePdf: "bytes, which are counted",
};

describe("what comes in", () => {
  test("has a bound, be it a text, a list or a table", () => {
    let texts = 0;
    const unbounded = new Set<string>();
    for (const { schema, path } of incoming()) {
      const types = [schema.type].flat();
      if (anyJson.test(path)) continue;
      const isDate = schema.format === "date-time" || schema.format === "uuid";
      if (types.includes("string")) {
        texts += 1;
        if (schema.maxLength === undefined && !schema.enum && schema.const === undefined && !isDate && !isBounded(schema.pattern)) unbounded.add(path);
      }
      if (types.includes("array") && schema.maxItems === undefined && !schema.prefixItems) unbounded.add(path);
    }
    expect(texts).toBeGreaterThan(150);
    expect([...unbounded].sort()).toEqual(Object.keys(boundedOtherwise).sort());
  });

  test.each([["a pattern with an end", "^[a-z]{2,8}$", true], ["one that repeats", "^[a-z]+$", false], ["one without an upper end", "^[a-z]{2,}$", false], ["one that is not anchored", "[a-z]{2}", false]])("%s is judged", (_name, pattern, bounded) => { expect(isBounded(pattern)).toBe(bounded); });
});

/** What nobody sees, among it no NUL: that is refused wherever it stands. */
const unseen = "\u0001\u001b\u0085\u009f\u200e\u202e\u2066\u2060\ufeff\u2028\u{e0041}";
const isUnseen = /[\u0001\u001B\u0085\u009F\u200E\u202E\u2066\u2060\uFEFF\u2028]|\u{E0041}/u;

/** Fields that are looked up, compared or read as what they are, and shown to nobody as they came. */
const asSent: Record<string, string> = {
  password: "a secret", currentPassword: "a secret", newPassword: "a secret", clientSecret: "a secret", key: "a secret", secrets: "secrets", token: "compared", linkToken: "compared", refreshToken: "compared", resumeToken: "compared", accessToken: "compared", code: "compared",
  email: "compared at sign-in; where it is kept it is an address", agent: "looked up", model: "looked up", voice: "looked up", template: "looked up", workspaceId: "looked up", name: "looked up", remoteName: "looked up", fingerprint: "compared", hash: "compared", response_format: "looked up",
  parameters: "JSON of a tool, sent to its model as JSON", arguments: "JSON for a tool, sent to it as JSON", body: "a template of JSON, sent as JSON", url: "read as an address", issuer: "read as an address", csv: "each cell is cleaned when it is read", settings: "cleaned where they are entered", type: "looked up", domains: "read as names of hosts",
};

/** Every text in a value, as a way to it and what the value is with another text there. */
function* texts(value: unknown, path: string[] = []): Generator<{ path: string[]; value: string; replaced(text: string): unknown }> {
  if (typeof value === "string") yield { path, value, replaced: (text) => text };
  else for (const [key, inner] of Object.entries(of(value))) for (const found of texts(inner, [...path, key])) yield { ...found, replaced: (text) => (Array.isArray(value) ? value.map((item: unknown, index) => (String(index) === key ? found.replaced(text) : item)) : { ...of(value), [key]: found.replaced(text) }) };
}

const bodies = operations.flatMap((operation) => { const body = operation.body ?? operation.rawBody?.json; return body ? [{ operation, body, example: operationExample(operation).body }] : []; });

test("what nobody sees is in no text that is kept: a field refuses it, takes it out, or is one that is not shown", () => {
  const outcome = { refused: 0, cleaned: 0, asSent: new Set<string>() };
  const shown: string[] = [];
  for (const { operation, body, example } of bodies) for (const { path, value, replaced } of texts(example)) {
    const parsed = body.safeParse(plainValue(replaced(`${value}${unseen}`)));
    const field = path.find((name) => !/^\d+$/.test(name) && name in asSent) ?? "";
    if (!parsed.success) outcome.refused += 1;
    else if (!isUnseen.test(JSON.stringify(parsed.data))) outcome.cleaned += 1;
    else if (field !== "") outcome.asSent.add(field);
    else shown.push(`${operation.id} ${path.join(".")}`);
  }
  expect(shown).toEqual([]);
  expect(outcome.refused).toBeGreaterThan(20);
  expect(outcome.cleaned).toBeGreaterThan(20);
  expect([...outcome.asSent].every((name) => name in asSent)).toBe(true);
});

test("text is kept in one normal form, whichever it came in", () => {
  const decomposed: string[] = [];
  for (const { operation, body, example } of bodies.filter(({ operation: { body: json } }) => json)) for (const { path, value, replaced } of texts(example)) {
    const parsed = body.safeParse(plainValue(replaced(`${value}e\u0301`)));
    if (parsed.success && JSON.stringify(parsed.data).includes("e\u0301")) decomposed.push(`${operation.id} ${path.join(".")}`);
  }
  expect(decomposed).toEqual([]);
});

let owner: TestMember;
let admin: TestMember;
const withBody = operations.filter(({ body }) => body !== undefined);
type Door = (request: Request, context: unknown) => Promise<Response>;
const moduleOf = ({ path }: Operation): string => `app${path.replace(/\{(\w+)\}/g, "[$1]")}/route`;
beforeAll(async () => {
  owner = await makeMember();
  admin = await makeMember({ admin: true });
  // Sixty doors are compiled once, which may take longer than any test of them.
  for (const operation of withBody) await import(`@/${moduleOf(operation)}`);
}, 600_000);
async function ask(operation: Operation, body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string> = {}): Promise<string> {
  const { params } = operationExample(operation);
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const door = (await import(`@/${moduleOf(operation)}`)) as Record<string, Door>;
  const made = testRequest(operation.method, path, { as: operation.access === "platform-admin" ? admin : owner, body: {} });
  const sent = new Headers(made.headers);
  for (const [name, value] of Object.entries({ "content-type": "application/json", ...headers })) sent.set(name, value);
  const response = await door[operation.method]?.(new Request(made.url, { method: operation.method, headers: sent, body }), { params: Promise.resolve(params) });
  const told = z.looseObject({ code: z.string().optional(), error: z.object({ code: z.string() }).optional() }).catch({}).parse(await response?.json().catch(() => ({})));
  return `${response?.status} ${told.code ?? told.error?.code ?? ""}`;
}
const bytes = (...pieces: (string | number[])[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))));
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
const utf32 = (text: string) => new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), ...[...text].map((one) => Buffer.from([one.codePointAt(0) ?? 0, 0, 0, 0]))]));

describe("every operation with a JSON body", () => {
  const hostile: [what: string, answer: string, body: Uint8Array<ArrayBuffer> | string, headers?: Record<string, string>][] = [
    ["UTF-16", "400 invalid_json", utf16('{"name":"a"}')],
    ["UTF-32", "400 invalid_json", utf32('{"name":"a"}')],
    ["bytes that are no UTF-8", "400 invalid_json", bytes('{"name":"', [0xc3, 0x28, 0xff], '"}')],
    ["UTF-8 written longer than it is", "400 invalid_json", bytes('{"name":"', [0xc0, 0xaf], '"}')],
    ["surrogates as UTF-8", "400 invalid_json", bytes('{"name":"', [0xed, 0xa0, 0x80], '"}')],
    ["nothing", "400 invalid_json", ""],
    ["a packed body", "415 unsupported_media_type", new Uint8Array(gzipSync('{"name":"a"}')), { "content-encoding": "gzip" }],
    ["a body that only says it is packed", "415 unsupported_media_type", "{}", { "content-encoding": "br" }],
    ["100,000 open brackets", "400 invalid_json", "[".repeat(100_000)],
    ["100,000 brackets, opened and closed", "400 bad_request", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["100,000 objects in each other", "400 bad_request", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["half a pair, escaped", "422 validation_failed", '{"name":"\\ud800"}'],
    ["a NUL in a name", "422 validation_failed", '{"a\\u0000b":1}'],
  ];
  test.each(hostile.map((row) => [row[0], row] as const))("refuses %s", async (_what, [, answer, body, headers]) => {
    const answers = [];
    for (const operation of withBody) answers.push([operation.id, await ask(operation, body, headers)]);
    expect(answers).toEqual(withBody.map(({ id }) => [id, answer]));
  });

  test("takes no field for the prototype of anything", async () => {
    const answers = [];
    for (const operation of withBody) answers.push(await ask(operation, '{"__proto__":{"polluted":true,"platformAdmin":true},"constructor":{"prototype":{"polluted":true}}}'));
    expect(answers.filter((answer) => !/^4\d\d \w/.test(answer))).toEqual([]);
    expect(answers.filter((answer) => answer === "422 validation_failed").length).toBeGreaterThanOrEqual(withBody.length - 1);
    expect([Reflect.get({}, "polluted"), Reflect.get([], "polluted"), Reflect.get({}, "platformAdmin")]).toEqual([undefined, undefined, undefined]);
  });

  test("has no number that is too large for what keeps it", () => {
    const numbers = bodies.flatMap(({ operation, body, example }) => Object.entries(of(example)).filter(([, value]) => typeof value === "number").map(([field]) => ({ operation, body, example, field })));
    expect(numbers.length).toBeGreaterThan(2);
    for (const { operation, body, example, field } of numbers) for (const number of ["1e999", "-1e999", "9223372036854775808", "1e21"]) {
      const sent = plainValue(JSON.parse(`${JSON.stringify({ ...of(example), [field]: undefined }).slice(0, -1)},"${field}":${number}}`.replace("{,", "{")));
      expect([operation.id, field, number, body.safeParse(sent).success]).toEqual([operation.id, field, number, false]);
    }
  });
});

test("of a field that is sent twice the last one counts, for the check and for the work alike", async () => {
  const { POST } = await import("@/app/api/v1/agents/route");
  const made = testRequest("POST", "/api/v1/agents", { as: owner, body: '{"name":"\\u202eFirst","name":"Se\\u0301cond\\u2066\\u200e\\u0007"}' });
  const answer = await POST(made, { params: Promise.resolve({}) });
  expect([answer.status, z.object({ name: z.string() }).parse(await answer.json()).name]).toEqual([201, "S\u00e9cond"]);
  expect(await inspect(sql`select name from agents where workspace_id = ${owner.actor.workspaceId}`)).toEqual([{ name: "S\u00e9cond" }]);
});

test("a name of nothing that could be seen is none", async () => {
  const { POST } = await import("@/app/api/v1/agents/route");
  for (const name of ["\u200b\u200d", "\u3164", "\u2800\u2800", "\u{e0041}\u{e0042}", "\u202e\u2066"]) {
    const answer = await POST(testRequest("POST", "/api/v1/agents", { as: owner, body: { name } }), { params: Promise.resolve({}) });
    expect([name, answer.status]).toEqual([name, 422]);
  }
});

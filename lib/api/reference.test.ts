import { expect, test } from "@jest/globals";
import { errorTable } from "@/lib/platform/errors";
import { docsPlaces, placeOf } from "@/components/docs/docs-places";
import { errorHelp } from "./error-help";
import { errorCodes, errorExample, isErrorCode } from "./error-pages";
import { operations } from "./openapi";
import { operationsThatFailWith, referenceEntries, referenceEntry, referenceGroups } from "./reference";
import { credentialOf, curlSnippet, javascriptSnippet } from "./snippets";

test("the reference has every operation of the one list, once, each in a group", () => {
  expect(referenceEntries().map(({ id }) => id)).toEqual(operations.map(({ id }) => id));
  expect(referenceGroups().flatMap(({ entries }) => entries)).toHaveLength(operations.length);
  expect(referenceGroups().every(({ name }) => name !== "")).toBe(true);
  expect(referenceEntry("noSuchOperation")).toBeNull();
});

test("an entry says who may, what is sent and what is answered, field by field", () => {
  const entry = referenceEntry("createAgent");
  expect(entry).toMatchObject({ method: "POST", path: "/api/v1/agents", access: "builder", scopes: ["agents:write"], status: 201, maxBytes: 1_048_576 });
  expect(entry?.body?.fields.find(({ name }) => name === "name")).toMatchObject({ required: true });
  expect(entry?.body?.fields.find(({ name }) => name === "definition")?.fields.map(({ name }) => name)).toContain("turnTaking");
  expect(JSON.parse(entry?.body?.example ?? "")).toHaveProperty("name");
  expect(entry?.answers[0]?.fields.map(({ name }) => name)).toContain("draftRevision");
  expect(entry?.errors.map(({ code }) => code)).toEqual(expect.arrayContaining(["slug_taken", "validation_failed", "scope_missing"]));
  expect(referenceEntry("createTranscription")?.body?.contentType).toBe("multipart/form-data");
  expect(referenceEntry("listSessions")?.scopes).toBeNull();
});

test("every error code has its own cause and cure, which are not what the answer says already", () => {
  for (const code of errorCodes) {
    const { cause, cure } = errorHelp[code];
    for (const words of [cause, cure]) { expect(words).toMatch(/^[A-Z`].*\.$/s); expect(words).not.toBe(errorTable[code].public); expect(words.split("`").length % 2).toBe(1); }
  }
  expect(new Set(errorCodes.map((code) => errorHelp[code].cause)).size).toBe(errorCodes.length);
});

test("the example of an error is the server's own answer, and names operations that really may give it", () => {
  expect(JSON.parse(errorExample("slug_taken", "problem"))).toMatchObject({ type: "/docs/errors/slug_taken", status: 409, code: "slug_taken" });
  expect(JSON.parse(errorExample("rate_limited", "openai"))).toMatchObject({ error: { code: "rate_limited" } });
  expect(operationsThatFailWith("slug_taken").map(({ id }) => id)).toContain("createAgent");
  expect(operationsThatFailWith("slug_taken").map(({ id }) => id)).not.toContain("listAgents");
  expect(operationsThatFailWith("internal")).toHaveLength(operations.length);
  expect(isErrorCode("toString")).toBe(false);
});

test("snippets are programs: each parses, sends what the operation takes, and shows no credential", () => {
  for (const entry of referenceEntries()) {
    const [curl, program] = [curlSnippet(entry), javascriptSnippet(entry)];
    const parameters = [...entry.path.matchAll(/\{(\w+)\}/g)].length;
    expect(`${curl} ${program}`).not.toContain("{id}");
    expect(curl.match(/\$(?!PARLEY)[A-Z_]+/g) ?? []).toHaveLength(parameters);
    expect(() => new Function(`return async () => { ${program.replaceAll(/^import .*$/gm, "")} }`)).not.toThrow();
    expect(curl.includes("Authorization")).toBe(credentialOf(entry) !== null);
  }
});

test("an apostrophe in an example does not end the shell's quotes", () => {
  const entry = referenceEntry("createAgent");
  if (!entry?.body) throw new Error("no body");
  expect(curlSnippet({ ...entry, body: { ...entry.body, example: '{"name": "it\'s"}' } })).toContain(`-d '{"name":"it'\\''s"}'`);
});

test("a page of a section belongs to it, and the overview to itself", () => {
  const label = (pathname: string) => docsPlaces[placeOf(pathname)]?.label;
  expect([label("/docs"), label("/docs/errors/conflict"), label("/docs/reference/createAgent"), label("/docs/errorsome")]).toEqual(["Overview", "Errors", "Reference", "Overview"]);
});

import { expect, test } from "@jest/globals";
import { requestOf, type TryOperation } from "./try-form";

const operation: TryOperation = {
  title: "Get thing", method: "GET", path: "/api/v1/things/{id}", changes: false, body: null,
  parameters: [{ name: "id", place: "path", required: true, description: "", example: "" }, { name: "search", place: "query", required: false, description: "", example: "" }],
};
const input = { values: { id: " a/b?c ", search: "x&y" }, text: "", file: null };

test("what is typed into a parameter cannot leave its place in the address", () => {
  expect(requestOf(operation, input)).toEqual({ path: "/api/v1/things/a%2Fb%3Fc?search=x%26y", headers: {}, body: null });
});

test("an empty parameter that is optional is not sent, one that is needed is asked for", () => {
  expect(requestOf(operation, { ...input, values: { id: "a", search: " " } })).toEqual({ path: "/api/v1/things/a", headers: {}, body: null });
  expect(requestOf(operation, { ...input, values: {} })).toEqual({ fault: "Fill in id first." });
});

test("a header is sent as it was typed, and not where it is empty", () => {
  const conditional: TryOperation = { ...operation, parameters: [{ name: "If-Match", place: "header", required: false, description: "", example: "" }], path: "/api/v1/things" };
  expect(requestOf(conditional, { ...input, values: { "If-Match": ' "tag" ' } })).toEqual({ path: "/api/v1/things", headers: { "If-Match": '"tag"' }, body: null });
  expect(requestOf(conditional, { ...input, values: { "If-Match": "" } })).toEqual({ path: "/api/v1/things", headers: {}, body: null });
});

test("a body is sent as it was typed, broken or not, so that the server's own answer is seen", () => {
  expect(requestOf({ ...operation, parameters: [], body: { contentType: "application/json", example: "{}", file: false } }, { ...input, text: "{broken" })).toMatchObject({ body: { contentType: "application/json", text: "{broken" } });
});

test("a file goes in a form with the other fields, and is asked for", () => {
  const upload: TryOperation = { ...operation, parameters: [], body: { contentType: "multipart/form-data", example: "{}", file: true } };
  expect(requestOf(upload, input)).toEqual({ fault: "Choose a file first." });
  const made = requestOf(upload, { ...input, file: new File(["sound"], "a.wav"), text: '{"model": "local", "words": [1]}' });
  if (!("body" in made) || !made.body || !("form" in made.body)) throw new Error("no form");
  expect([...made.body.form.keys()]).toEqual(["file", "model", "words"]);
  expect(made.body.form.get("words")).toBe("[1]");
  expect(requestOf(upload, { ...input, file: new File([""], "a.wav"), text: "[]" })).toEqual({ fault: "The other fields are not a JSON object." });
});

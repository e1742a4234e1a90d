import { expect, test } from "@jest/globals";
import { nothingHere } from "./nothing-here";

test.each([["/api/v1/nothing", "application/problem+json", { code: "not_found", status: 404 }], ["/v1/nothing", "application/json", { error: { code: "not_found", type: "not_found_error" } }]])("%s has no page but an error", async (path, type, body) => {
  const response = nothingHere(new Request(`http://localhost:3000${path}`));
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toContain(type);
  expect(await response.json()).toMatchObject(body);
});

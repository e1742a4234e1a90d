import { expect, test } from "@jest/globals";
import { operationExample, type Missing } from "./examples";
import { operations } from "./openapi";

test.each(operations.map((operation) => [operation.id, operation] as const))("the example of %s is whole, and is taken by its own shape", (_id, operation) => {
  const missing: Missing[] = [];
  const { params, body, answer } = operationExample(operation, missing);
  expect(missing.map(({ path }) => `say .meta({ example }) at ${path}`)).toEqual([]);
  if (operation.params) expect(operation.params.safeParse(params)).toMatchObject({ success: true });
  if (operation.body) expect(operation.body.safeParse(body)).toMatchObject({ success: true });
  if (operation.returns) expect(operation.returns.safeParse(answer)).toMatchObject({ success: true });
});

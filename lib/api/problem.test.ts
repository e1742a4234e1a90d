import { expect, test } from "@jest/globals";
import { AppError, errorTable, isAppError, type ErrorCode } from "@/lib/platform/errors";
import { errorResponse } from "./problem";

const codes = Object.keys(errorTable) as ErrorCode[];

test.each(codes)("%s answers as a problem, in OpenAI's shape, and with what to do", async (code) => {
  const row = errorTable[code];
  const problem = errorResponse(new AppError(code, { internal: "inner words" }), { pathname: "/api/v1/x", requestId: "req_1" });
  expect(problem.status).toBe(row.status);
  expect(problem.headers.get("content-type")).toContain("application/problem+json");
  const text = await problem.text();
  expect(JSON.parse(text)).toMatchObject({ type: `/docs/errors/${code}`, code, status: row.status, requestId: "req_1", title: row.public });
  expect(text).not.toContain("inner words");
  const openAi = errorResponse(new AppError(code), { pathname: "/v1/x", requestId: "req_1" });
  expect(await openAi.json()).toEqual({ error: { type: expect.any(String), code, message: row.public, param: null } });
  if (row.retryable || row.status === 429) expect(Number(problem.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("what is not ours tells nothing", async () => {
  const response = errorResponse(new Error("postgres://user:secret@host"), { pathname: "/api/v1/x", requestId: "req_1" });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
});

test("an error of the other module graph is recognised", () => {
  const stranger = Object.assign(new Error("x"), { [Symbol.for("parley.app-error")]: true });
  expect(isAppError(stranger)).toBe(true);
});

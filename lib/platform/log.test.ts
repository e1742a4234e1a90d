import { Writable } from "node:stream";
import { expect, test } from "@jest/globals";
import { AppError } from "./errors";
import { createLog } from "./log";
import { withoutPersons } from "./sentry";

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  write(createLog("debug", new Writable({ write(chunk, _encoding, done) { text += String(chunk); done(); } })));
  return text;
}

test("nothing under pii, and no credential, reaches the log", () => {
  const text = written((log) => log.child({ requestId: "req_1" }).info({ pii: { email: "a@b.test" }, call: { pii: "words" }, token: "t0ken", headers: { authorization: "Bearer pk_x", cookie: "c00kie" } }, "constant"));
  for (const secret of ["a@b.test", "words", "t0ken", "pk_x", "c00kie"]) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toMatchObject({ level: "info", requestId: "req_1", msg: "constant", pii: "[redacted]" });
});

test("a database error keeps its code and loses the row it quotes", () => {
  const error = Object.assign(new Error('duplicate key: "a@b.test"'), { name: "PostgresError", code: "23505", detail: "Key (email)=(a@b.test)", query: "select secret", parameters: ["a@b.test"], constraint_name: "users_email_key" });
  const text = written((log) => log.error({ err: new AppError("internal", { cause: error }) }, "failed"));
  expect(text).not.toContain("a@b.test");
  expect(text).not.toContain("select secret");
  expect(JSON.parse(text).err.cause).toMatchObject({ code: "23505", constraint_name: "users_email_key" });
});

test("a reported error leaves the person behind", () => {
  const event = withoutPersons({ message: "m", user: { email: "a" }, request: { url: "u" }, breadcrumbs: ["b"], extra: { pii: "p", kept: 1, frames: [{ vars: { text: "v" }, line: 3 }] } });
  expect(event).toEqual({ message: "m", extra: { kept: 1, frames: [{ line: 3 }] } });
});

import { afterAll, expect, test } from "@jest/globals";
import { changeEnv } from "./env";
import { isSealedWithNewest, seal, unseal } from "./sealing";

const secret = "a-secret-that-only-tests-ever-use-0123456789";
const [older, newer] = ["an-older-key-that-only-tests-ever-use-1234", "a-newer-key-that-only-tests-ever-use-12345"];
changeEnv({ PARLEY_SECRET: secret, ENCRYPTION_KEYS: undefined });
afterAll(() => changeEnv({ PARLEY_SECRET: undefined, ENCRYPTION_KEYS: undefined }));

test("what is sealed opens for its own row only, and shows nothing of itself", () => {
  const sealed = seal("sk-abcdef", "row 1");
  expect(sealed).not.toContain("sk-abcdef");
  expect(seal("sk-abcdef", "row 1")).not.toBe(sealed);
  expect(unseal(sealed, "row 1")).toBe("sk-abcdef");
  expect(() => unseal(sealed, "row 2")).toThrow();
});

test("a changed byte, a foreign key id or rubbish does not open, and the error holds none of it", () => {
  const [id = "", nonce = "", body = ""] = seal("sk-abcdef", "row").split(".");
  const flipped = `${body.startsWith("A") ? "B" : "A"}${body.slice(1)}`;
  for (const forged of [`${id}.${nonce}.${flipped}`, `${id}.AAAAAAAAAAAAAAAA.${body}`, `00000000.${nonce}.${body}`, `${id}.${nonce}.AAAA`, "", "..", "sk-abcdef"]) {
    expect(() => unseal(forged, "row")).toThrow();
    try { unseal(forged, "row"); } catch (error) { expect(String(error)).not.toContain("sk-abcdef"); }
  }
});

test("after a new key older secrets open still, and are known for older", () => {
  const first = seal("one", "row");
  changeEnv({ ENCRYPTION_KEYS: older });
  const second = seal("two", "row");
  changeEnv({ ENCRYPTION_KEYS: `${newer},${older}` });
  expect([unseal(first, "row"), unseal(second, "row")]).toEqual(["one", "two"]);
  expect([first, second, seal("three", "row")].map(isSealedWithNewest)).toEqual([false, false, true]);
  changeEnv({ ENCRYPTION_KEYS: newer });
  expect(() => unseal(second, "row")).toThrow("not among ENCRYPTION_KEYS");
});

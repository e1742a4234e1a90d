import { execFile } from "node:child_process";
import { expect, test } from "@jest/globals";
import { changeEnv } from "@/lib/platform/env";
import { setProviderKey } from "@/lib/provider-keys/service";
import { makeMember, useTestDatabase } from "@/lib/testing/harness";

const database = useTestDatabase();
const [older, newer] = ["an-older-key-that-only-tests-ever-use-1234", "a-newer-key-that-only-tests-ever-use-12345"];
const secret = "sk-only-tests-use-this-key-WXYZ";

const rotate = (encryptionKeys: string): Promise<{ code: number; out: string[]; err: string[] }> => new Promise((resolve) => {
  execFile(process.execPath, ["bin/parley.mjs", "secrets", "rotate"], { env: { ...process.env, NODE_ENV: "production", DATABASE_URL: database.current().ownerUrl, ENCRYPTION_KEYS: encryptionKeys } }, (error, out, err) => {
    const lines = (text: string) => text.trim().split("\n").filter(Boolean);
    resolve({ code: error ? Number(error.code) : 0, out: lines(out), err: lines(err) });
  });
});

test("the command says what it sealed anew, and that older keys may go only where all of it opens; nothing of a secret or key is printed", async () => {
  const owner = await makeMember();
  changeEnv({ ENCRYPTION_KEYS: older });
  const { id } = await setProviderKey(owner.ctx, { provider: "openai", key: secret, baseUrl: null });
  const others = ["single sign-on secrets", "second factors", "secrets of tools", "headers of MCP servers", "secrets of integrations", "webhook secrets"].map((name) => `${name}: 0 sealed anew, 0 sealed with the newest key before.`);
  const lost = await rotate(newer);
  expect(lost).toEqual({ code: 1, out: ["provider keys: 0 sealed anew, 0 sealed with the newest key before.", ...others], err: [`provider keys: ${id} cannot be opened.`, expect.stringMatching(/^1 could not be opened: .*Remove no key/)] });
  const done = await rotate(`${newer},${older}`);
  expect(done).toEqual({ code: 0, out: ["provider keys: 1 sealed anew, 0 sealed with the newest key before.", ...others, "Everything is sealed with the newest key: the older ones may be removed from ENCRYPTION_KEYS."], err: [] });
  const again = await rotate(newer);
  expect(again).toMatchObject({ code: 0, out: ["provider keys: 0 sealed anew, 1 sealed with the newest key before.", ...others, expect.stringContaining("may be removed")] });
  for (const word of [secret, older, newer]) expect(JSON.stringify([lost, done, again])).not.toContain(word);
}, 30_000);

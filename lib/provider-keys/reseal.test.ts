import { beforeEach, expect, test } from "@jest/globals";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { resealTable } from "@/lib/platform/resealing";
import { isSealedWithNewest } from "@/lib/platform/sealing";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { resealProviderKeys, sealedProviderKeys } from "./reseal";
import { listProviderKeys, setProviderKey } from "./service";
import { workspaceKeys } from "./workspace-keys";

useTestDatabase();
const [older, newer] = ["an-older-key-that-only-tests-ever-use-1234", "a-newer-key-that-only-tests-ever-use-12345"];
beforeEach(async () => { await inspect(sql`delete from provider_keys`); changeEnv({ ENCRYPTION_KEYS: undefined }); });

/** A workspace with both keys, sealed by what the setting says now. */
async function keys(name: string): Promise<{ ctx: Ctx; opens(): Promise<(string | null)[]> }> {
  const { ctx, actor: { workspaceId } } = await makeMember();
  await setProviderKey(ctx, { provider: "openai", key: `sk-openai-of-${name}`, baseUrl: "https://models.example.org/v1" });
  await setProviderKey(ctx, { provider: "google", key: `sk-google-of-${name}`, baseUrl: null });
  const afresh = { ...ctx.clock, nowMs: () => performance.now() + 60_000 };
  return { ctx, opens: async () => { const { openai, google } = await workspaceKeys(workspaceId, afresh); return [openai?.apiKey ?? null, google?.apiKey ?? null]; } };
}
const sealed = async () => (await inspect(sql`select sealed_key from provider_keys order by id`)).map(({ sealedKey }) => String(sealedKey));

test("after a rotation everything opens without the older keys, and a second one finds nothing to do", async () => {
  const first = await keys("first");
  changeEnv({ ENCRYPTION_KEYS: older });
  const second = await keys("second");
  changeEnv({ ENCRYPTION_KEYS: `${newer},${older}` });
  const third = await keys("third");
  expect(await resealProviderKeys(systemCtx(), { batchRows: 2 })).toEqual({ name: "provider keys", resealed: 4, current: 2, unopened: [] });
  expect((await sealed()).every(isSealedWithNewest)).toBe(true);
  changeEnv({ ENCRYPTION_KEYS: newer, PARLEY_SECRET: "another-secret-that-only-tests-ever-use-0123" });
  expect([await first.opens(), await second.opens(), await third.opens()]).toEqual(["first", "second", "third"].map((name) => [`sk-openai-of-${name}`, `sk-google-of-${name}`]));
  const before = await sealed();
  expect(await resealProviderKeys(systemCtx())).toMatchObject({ resealed: 0, current: 6, unopened: [] });
  expect(await sealed()).toEqual(before);
  changeEnv({ PARLEY_SECRET: "a-secret-that-only-tests-ever-use-0123456789" });
});

test("ended in the middle of a batch it has changed whole batches only, everything opens, and the next run does the rest", async () => {
  changeEnv({ ENCRYPTION_KEYS: older });
  const all = [await keys("first"), await keys("second"), await keys("third")];
  changeEnv({ ENCRYPTION_KEYS: `${newer},${older}` });
  const ctx = systemCtx();
  const { transaction } = ctx.db;
  let batches = 0;
  /** The third batch writes, and the process ends before its commit. */
  const killed: Ctx["db"] = { ...ctx.db, transaction: (work) => transaction(async (tx) => { const done = await work(tx); if ((batches += 1) === 3) throw new Error("killed"); return done; }) };
  await expect(resealTable(killed, sealedProviderKeys, { batchRows: 2 })).rejects.toThrow("killed");
  expect((await sealed()).map(isSealedWithNewest)).toEqual([true, true, true, true, false, false]);
  const names = ["first", "second", "third"].map((name) => [`sk-openai-of-${name}`, `sk-google-of-${name}`]);
  expect(await Promise.all(all.map(({ opens }) => opens()))).toEqual(names);
  expect(await resealProviderKeys(systemCtx(), { batchRows: 2 })).toMatchObject({ resealed: 2, current: 4 });
  changeEnv({ ENCRYPTION_KEYS: newer });
  expect(await Promise.all(all.map(({ opens }) => opens()))).toEqual(names);
});

test("a row that nothing opens is named by its id, stays as it is, and holds up no other", async () => {
  changeEnv({ ENCRYPTION_KEYS: older });
  const lost = await keys("lost");
  changeEnv({ ENCRYPTION_KEYS: newer });
  const kept = await keys("kept");
  const { items: providerKeys } = await listProviderKeys(lost.ctx);
  const before = await sealed();
  expect(providerKeys.map(({ opens }) => opens)).toEqual([false, false]);
  const done = await resealProviderKeys(systemCtx());
  expect(done).toMatchObject({ resealed: 0, current: 2 });
  expect(done.unopened.sort()).toEqual(providerKeys.map(({ id }) => id).sort());
  expect(await sealed()).toEqual(before);
  expect(await kept.opens()).toEqual(["sk-openai-of-kept", "sk-google-of-kept"]);
  changeEnv({ ENCRYPTION_KEYS: `${newer},${older}` });
  expect(await resealProviderKeys(systemCtx())).toMatchObject({ resealed: 2, current: 2, unopened: [] });
  expect(await lost.opens()).toEqual(["sk-openai-of-lost", "sk-google-of-lost"]);
});

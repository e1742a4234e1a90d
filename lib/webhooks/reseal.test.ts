import { expect, test } from "@jest/globals";
import { systemCtx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { resealWebhookSecrets } from "./reseal";
import { signedHeaders } from "./secrets";
import { createWebhook, rotateWebhookSecret } from "./service";
import * as store from "./store";
import { systemDb } from "@/lib/platform/db";

useTestDatabase();

test("both secrets of a webhook are sealed anew and sign as before, also when the older key is gone; a copy in another row opens nothing", async () => {
  const member = await makeMember();
  const { id } = await createWebhook(member.ctx, { url: "https://example.org/", description: "", eventTypes: ["agent.published"] });
  await rotateWebhookSecret(member.ctx, { webhookId: id });
  const signed = async () => signedHeaders(await store.getWebhook(systemDb(), member.actor.workspaceId, id), "evt_1", "{}", new Date(1_800_000_000_000));
  await inspect(sql`update webhooks set previous_until = '2030-01-01'`);
  const before = await signed();
  expect(before?.["webhook-signature"]?.split(" ")).toHaveLength(2);
  changeEnv({ ENCRYPTION_KEYS: "a-new-key-of-more-than-thirty-two-letters" });
  expect(await resealWebhookSecrets(systemCtx(), { batchRows: 1 })).toMatchObject({ resealed: 2, current: 0, unopened: [] });
  expect(await resealWebhookSecrets(systemCtx())).toMatchObject({ resealed: 0, current: 2, unopened: [] });
  expect(await signed()).toEqual(before);
  changeEnv({ PARLEY_SECRET: "another-secret-that-only-tests-ever-use-0123456789" });
  expect(await signed()).toEqual(before);
  await inspect(sql`update webhooks set id = 'whk_copy' where id = ${id}`);
  expect(signedHeaders(await store.getWebhook(systemDb(), member.actor.workspaceId, "whk_copy"), "evt_1", "{}", new Date())).toBeNull();
});

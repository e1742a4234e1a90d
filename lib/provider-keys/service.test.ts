import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { listAudit } from "@/lib/audit/service";
import { ctxFor } from "@/lib/platform/ctx";
import { databaseFor } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { startFaultUpstream, type FaultUpstream } from "@/lib/testing/fault-upstream";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { z } from "zod";
import { askProvider } from "./ask-provider";
import { providerKeyInput, type ProviderKeyInput } from "./schema";
import { deleteProviderKey, listProviderKeys, setProviderKey, testProviderKey } from "./service";
import { workspaceKeys } from "./workspace-keys";

useTestDatabase();
const secret = "sk-only-tests-use-this-key-WXYZ";
let upstream: FaultUpstream;
let baseUrl: string;
beforeAll(async () => {
  upstream = await startFaultUpstream();
  baseUrl = `${upstream.origin}/v1`;
  changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(upstream.origin).host });
});
afterAll(() => upstream.close());

const openai = (part: Partial<ProviderKeyInput> = {}): ProviderKeyInput => ({ provider: "openai", key: secret, baseUrl: null, ...part });
const dump = async () => JSON.stringify(await inspect(sql`select to_jsonb(k) as row from provider_keys k`)) + JSON.stringify(await inspect(sql`select to_jsonb(a) as row from audit_events a`));

test("a key is listed by its last four, with who set it and when, and comes back whole from no operation, table or audit row", async () => {
  const owner = await makeMember({ name: "Ada" });
  const answers: unknown[] = [await setProviderKey(owner.ctx, openai({ baseUrl }))];
  const { items: [listed], installation } = await listProviderKeys(owner.ctx);
  expect(listed).toEqual({ id: expect.stringMatching(/^pvk_/), provider: "openai", lastFour: "WXYZ", baseUrl, setBy: "Ada", setAt: expect.any(String), lastUsedAt: null, opens: true });
  expect(installation).toEqual([]);
  const providerKeyId = listed?.id ?? "";
  answers.push(listed, await testProviderKey(owner.ctx, { providerKeyId }), await listAudit(owner.ctx, { limit: 50 }));
  expect(await dump()).not.toContain(secret);
  expect(await dump()).not.toContain(Buffer.from(secret).toString("base64").slice(0, 24));
  answers.push(await deleteProviderKey(owner.ctx, { providerKeyId }), await listProviderKeys(owner.ctx));
  expect(JSON.stringify(answers)).not.toContain(secret);
  expect(await dump()).not.toContain(secret);
});

test("setting and deleting are written down, with the provider and nothing of the key", async () => {
  const owner = await makeMember();
  const { id: providerKeyId } = await setProviderKey(owner.ctx, openai());
  await deleteProviderKey(owner.ctx, { providerKeyId });
  const { items } = await listAudit(owner.ctx, { limit: 10 });
  const written = items.filter(({ action }) => action.startsWith("provider_key."));
  expect(written.map(({ action, actorId, targetId, detail }) => ({ action, actorId, targetId, detail }))).toEqual(["provider_key.deleted", "provider_key.set"].map((action) => ({ action, actorId: owner.actor.userId, targetId: providerKeyId, detail: { provider: "openai" } })));
  expect(JSON.stringify(written)).not.toContain("WXYZ");
});

test("a workspace has one key of a provider; the next takes its place, and the last one's id is gone", async () => {
  const owner = await makeMember();
  const first = await setProviderKey(owner.ctx, openai());
  await Promise.all([setProviderKey(owner.ctx, openai({ key: "sk-another-key-for-tests-1111" })), setProviderKey(owner.ctx, openai({ key: "sk-another-key-for-tests-2222" })), setProviderKey(owner.ctx, { provider: "google", key: "AIza-a-key-for-tests-3333", baseUrl: null })]);
  const { items: providerKeys } = await listProviderKeys(owner.ctx);
  expect(providerKeys.map(({ provider }) => provider)).toEqual(["openai", "google"]);
  await expect(deleteProviderKey(owner.ctx, { providerKeyId: first.id })).rejects.toMatchObject({ code: "not_found" });
  expect((await workspaceKeys(owner.actor.workspaceId)).openai?.apiKey).toMatch(/1111|2222/);
});

test("another workspace neither sees, asks nor deletes it", async () => {
  const [owner, stranger] = [await makeMember(), await makeMember()];
  const { id: providerKeyId } = await setProviderKey(owner.ctx, openai({ baseUrl }));
  expect((await listProviderKeys(stranger.ctx)).items).toEqual([]);
  expect(await workspaceKeys(stranger.actor.workspaceId)).toEqual({});
  const before = upstream.requests.length;
  await expect(testProviderKey(stranger.ctx, { providerKeyId })).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteProviderKey(stranger.ctx, { providerKeyId })).rejects.toMatchObject({ code: "not_found" });
  expect(upstream.requests).toHaveLength(before);
  expect((await listProviderKeys(owner.ctx)).items).toHaveLength(1);
});

test("below the service nobody but the system reads even what is sealed, with whatever claims", async () => {
  const owner = await makeMember();
  await setProviderKey(owner.ctx, openai());
  for (const actor of [owner.actor, { ...owner.actor, workspaceId: "" }, ctxFor({ ...owner.actor, kind: "caller" }).actor]) {
    await expect(databaseFor(actor).many(z.object({ id: z.string() }), sql`select id from provider_keys`)).rejects.toBeDefined();
  }
});

test.each([
  ["another workspace", async (id: string) => { const thief = await makeMember(); await inspect(sql`update provider_keys set workspace_id = ${thief.actor.workspaceId} where id = ${id}`); return thief.ctx; }],
  ["another provider", async (id: string) => { await inspect(sql`update provider_keys set provider = 'google' where id = ${id}`); return null; }],
  ["a row of another id", async (id: string) => { await inspect(sql`update provider_keys set id = ${`${id}x`} where id = ${id}`); return null; }],
  ["a server that its setter did not name", async (id: string) => { await inspect(sql`update provider_keys set base_url = 'https://thief.example/v1' where id = ${id}`); return null; }],
])("what was sealed does not open for %s: it is shown as unusable, used by no call and sent nowhere", async (_name, move) => {
  const owner = await makeMember();
  const { id } = await setProviderKey(owner.ctx, openai());
  const ctx = await move(id) ?? owner.ctx;
  const { items: [moved] } = await listProviderKeys(ctx);
  expect(moved?.opens).toBe(false);
  const keys = await workspaceKeys(ctx.actor.workspaceId, { ...ctx.clock, nowMs: () => performance.now() + 60_000 });
  expect(Object.values(keys).map(({ apiKey }) => apiKey)).toEqual([null]);
  await expect(testProviderKey(ctx, { providerKeyId: moved?.id ?? "" })).rejects.toMatchObject({ code: "conflict" });
});

test.each([
  ["plain http to a host nobody allowed", "http://models.example.org/v1"], ["a private address", "https://10.0.0.8/v1"], ["this machine by name", "https://localhost:1/v1"],
  ["the cloud's own address", "https://169.254.169.254/v1"], ["a name and password", "https://a:b@models.example.org/v1"], ["a question behind the path", "https://models.example.org/v1?to=elsewhere"],
])("an address is refused before the key is kept: %s", async (_name, address) => {
  const owner = await makeMember();
  await expect(setProviderKey(owner.ctx, openai({ baseUrl: address }))).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "baseUrl", message: expect.any(String) }] } });
  await expect(setProviderKey(owner.ctx, { provider: "google", key: secret, baseUrl: "https://models.example.org/" })).rejects.toMatchObject({ code: "validation_failed" });
  expect((await listProviderKeys(owner.ctx)).items).toEqual([]);
});

test("a key is plain characters, without spaces and not without end; of a short one nothing is shown", async () => {
  for (const key of ["short", "two words here", "täxt-outside-ascii", "line\nbreak-in-it", "x".repeat(501)]) expect(providerKeyInput.safeParse({ provider: "openai", key }).success).toBe(false);
  expect(providerKeyInput.parse({ provider: "openai", key: `  ${secret}\n` }).key).toBe(secret);
  const owner = await makeMember();
  expect((await setProviderKey(owner.ctx, openai({ key: "lm-studio" }))).lastFour).toBe("");
});

test("asking a provider tells accepted, refused and unreachable apart, sends the key in a header alone, and repeats nothing of the answer", async () => {
  const owner = await makeMember();
  const { id: providerKeyId } = await setProviderKey(owner.ctx, openai({ baseUrl }));
  const outcomes: string[] = [];
  for (const fault of [null, "unauthorised", "forbidden", "rate-limited", "error", "redirect", "wrong-type", "malformed", "cut"] as const) {
    upstream.next(fault);
    const { outcome, message } = await testProviderKey(owner.ctx, { providerKeyId });
    outcomes.push(outcome);
    expect(message).not.toMatch(/secret words|sk-|WXYZ|127\.0\.0\.1/);
  }
  expect(outcomes).toEqual(["accepted", "refused", "refused", ...Array.from({ length: 6 }, () => "unreachable")]);
  const asked = upstream.requests.at(-1);
  expect([asked?.path, asked?.headers.authorization]).toEqual(["/v1/models", `Bearer ${secret}`]);
});

test("a provider that hangs, before or within its answer, is given up in time", async () => {
  const begunMs = performance.now();
  for (const fault of ["slow", "stall", "stall-body"] as const) {
    upstream.next(fault);
    expect((await askProvider({ provider: "openai", apiKey: secret, baseUrl }, new AbortController().signal, { timeoutMs: 150 })).outcome).toBe("unreachable");
  }
  expect(performance.now() - begunMs).toBeLessThan(3_000);
  expect((await askProvider({ provider: "openai", apiKey: secret, baseUrl: "http://127.0.0.1:1/v1" }, new AbortController().signal)).outcome).toBe("unreachable");
});

test("Google is asked for its voices with the key in a header, never in the address; a bad key is refused", async () => {
  const toUpstream: typeof fetch = (input, init) => { const url = new URL(new Request(input).url); return fetch(`${upstream.origin}${url.pathname}${url.search}`, init); };
  const ask = () => askProvider({ provider: "google", apiKey: secret, baseUrl: null }, new AbortController().signal, { fetch: toUpstream });
  expect((await ask()).outcome).toBe("accepted");
  const asked = upstream.requests.at(-1);
  expect([asked?.path, asked?.headers["x-goog-api-key"]]).toEqual(["/v1/voices?languageCode=en-US", secret]);
  const badKey: typeof fetch = async () => Response.json({ error: { code: 400, message: `API key not valid: ${secret}`, status: "INVALID_ARGUMENT" } }, { status: 400 });
  expect(await askProvider({ provider: "google", apiKey: secret, baseUrl: null }, new AbortController().signal, { fetch: badKey })).toEqual({ outcome: "refused", message: expect.not.stringContaining(secret) });
});

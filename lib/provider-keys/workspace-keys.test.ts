import { inspect as shown } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { agentDefinition } from "@/lib/agents/schema";
import { systemClock } from "@/lib/platform/clock";
import { systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { startFaultUpstream, type FaultUpstream } from "@/lib/testing/fault-upstream";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import type { ReplyRequest } from "@/lib/voice/ports";
import { createVoiceRuntime, scriptedSpeech, type VoiceRuntime } from "@/lib/voices/runtime";
import { sealKey } from "./sealed-key";
import { deleteProviderKey, listProviderKeys, setProviderKey } from "./service";
import { putKey } from "./store";
import { keysCacheMs, workspaceKeys } from "./workspace-keys";

useTestDatabase();
/** The operator's, the workspaces' and a stranger's server. */
let operator: FaultUpstream, own: FaultUpstream, foreign: FaultUpstream;
let runtime: VoiceRuntime;
let laterMs = 0;
const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + laterMs };
const hostOf = ({ origin }: FaultUpstream) => new URL(origin).host;
const urlOf = ({ origin }: FaultUpstream) => `${origin}/v1`;

beforeAll(async () => {
  [operator, own, foreign] = await Promise.all([startFaultUpstream(), startFaultUpstream(), startFaultUpstream()]);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: `${hostOf(own)},${hostOf(foreign)}` });
});
beforeEach(() => {
  laterMs = 0;
  changeEnv({ OPENAI_API_KEY: "sk-of-the-operator", OPENAI_BASE_URL: urlOf(operator) });
  runtime = createVoiceRuntime(scriptedSpeech(), { fault: "tests", maxCalls: 9, local: null, keysOf: (workspaceId) => workspaceKeys(workspaceId, clock) });
});
afterAll(async () => { await Promise.all([operator, own, foreign].map((upstream) => upstream.close())); });

const request: ReplyRequest = { instructions: "", messages: [{ role: "user", text: "Hello?" }], tools: [], toolChoice: "auto", knowledge: [], persona: { name: "", saysItIsAi: true }, maxTokens: null, temperature: null };

/** A new call's first model says one thing; gives where it was asked and with which key. */
async function call(workspaceId: string, baseUrl: string | null = null): Promise<{ model: string; at: string | null; key: string | null; fault: unknown }> {
  const all = { operator, own, foreign };
  const before = Object.values(all).map(({ requests }) => requests.length);
  const { models: [model] } = await runtime.providersFor(agentDefinition.parse({ model: { provider: "openai", model: "any", baseUrl } }), workspaceId);
  let fault: unknown = null;
  try { for await (const _part of model?.reply(request, new AbortController().signal) ?? []) { /* only that it is asked */ } } catch (error) { fault = error; }
  const [asked] = Object.entries(all).flatMap(([at, { requests }], index) => requests.slice(before[index]).map(({ headers }) => ({ at, key: headers.authorization ?? null })));
  return { model: model?.id ?? "", at: asked?.at ?? null, key: asked?.key ?? null, fault };
}
const workspace = async (key: string | null) => {
  const { ctx, actor: { workspaceId } } = await makeMember();
  if (key) await setProviderKey(ctx, { provider: "openai", key, baseUrl: urlOf(own) });
  return { ctx, workspaceId };
};

test("a call uses its own workspace's key at the server it was set for, else the operator's; no workspace another's, at the same server too", async () => {
  const [first, second, none] = [await workspace("sk-of-the-first-workspace"), await workspace("sk-of-the-second-workspace"), await workspace(null)];
  const asked = [];
  for (const { workspaceId } of [first, second, none, first, second, none]) asked.push(await call(workspaceId));
  const each = [{ at: "own", key: "Bearer sk-of-the-first-workspace" }, { at: "own", key: "Bearer sk-of-the-second-workspace" }, { at: "operator", key: "Bearer sk-of-the-operator" }];
  expect(asked.map(({ at, key }) => ({ at, key }))).toEqual([...each, ...each]);
});

test("parallel calls of two workspaces never mix their keys", async () => {
  const both = [await workspace("sk-of-the-first-workspace"), await workspace("sk-of-the-second-workspace")];
  const models = await Promise.all(Array.from({ length: 40 }, async (_each, index) => (await runtime.providersFor(agentDefinition.parse({ model: { provider: "openai", model: "any" } }), both[index % 2]?.workspaceId ?? "")).models[0]));
  expect(new Set(models.filter((_model, index) => index % 2 === 0)).size).toBe(1);
  expect(new Set(models).size).toBe(2);
});

test("a key that was replaced or deleted here is out of use for the next call", async () => {
  const { ctx, workspaceId } = await workspace("sk-the-first-of-two-keys");
  expect((await call(workspaceId)).key).toBe("Bearer sk-the-first-of-two-keys");
  const { id: providerKeyId } = await setProviderKey(ctx, { provider: "openai", key: "sk-the-second-of-two-keys", baseUrl: urlOf(own) });
  expect((await call(workspaceId)).key).toBe("Bearer sk-the-second-of-two-keys");
  await deleteProviderKey(ctx, { providerKeyId });
  expect(await call(workspaceId)).toMatchObject({ at: "operator", key: "Bearer sk-of-the-operator" });
});

test("a key that another process replaced or deleted is out of use within 5 s", async () => {
  const { workspaceId } = await workspace("sk-the-first-of-two-keys");
  expect((await call(workspaceId)).key).toBe("Bearer sk-the-first-of-two-keys");
  const row = { id: "pvk_of_another_process", workspaceId, provider: "openai", baseUrl: urlOf(own) };
  await putKey(systemDb(), { ...row, sealedKey: sealKey("sk-the-second-of-two-keys", row), lastFour: "", setBy: null, setAt: new Date() });
  expect(keysCacheMs).toBeLessThan(5_000);
  laterMs += keysCacheMs;
  expect((await call(workspaceId)).key).toBe("Bearer sk-the-second-of-two-keys");
  await inspect(sql`delete from provider_keys where workspace_id = ${workspaceId}`);
  laterMs += keysCacheMs;
  expect((await call(workspaceId)).key).toBe("Bearer sk-of-the-operator");
});

test("an address that an agent names gets neither the workspace's nor the operator's key, unless it is the one that the key was set for", async () => {
  const { workspaceId } = await workspace("sk-of-this-workspace");
  expect(await call(workspaceId, urlOf(foreign))).toMatchObject({ at: "foreign", key: null, fault: null });
  expect(await call(workspaceId, `${urlOf(own)}/`)).toMatchObject({ at: "own", key: null });
  expect(await call(workspaceId, urlOf(own))).toMatchObject({ at: "own", key: "Bearer sk-of-this-workspace" });
  expect(await call(workspaceId, urlOf(operator))).toMatchObject({ at: "operator", key: "Bearer sk-of-the-operator" });
});

test("an address that a workspace set and the operator no longer allows is never asked, and the operator's key does not go there", async () => {
  const { workspaceId } = await workspace("sk-of-this-workspace");
  changeEnv({ ALLOWED_PRIVATE_HOSTS: "" });
  const strict = createVoiceRuntime(scriptedSpeech(), { fault: "tests", maxCalls: 9, local: null, keysOf: workspaceKeys });
  changeEnv({ ALLOWED_PRIVATE_HOSTS: `${hostOf(own)},${hostOf(foreign)}` });
  runtime = strict;
  expect(await call(workspaceId)).toMatchObject({ at: null, key: null, fault: expect.objectContaining({ fault: "unavailable" }) });
});

test("a key that no longer opens puts the provider out of use: what the workspace keeps from the operator's server does not go there", async () => {
  const { workspaceId } = await workspace("sk-of-this-workspace");
  await inspect(sql`update provider_keys set sealed_key = '00000000.AAAA.AAAA' where workspace_id = ${workspaceId}`);
  laterMs += keysCacheMs;
  expect(await call(workspaceId)).toMatchObject({ model: "knowledge", at: null });
  expect((await runtime.describe(workspaceId)).find(({ id }) => id === "openai")?.missing).toEqual(["apiKey"]);
});

test("a provider's failure says nothing of the key", async () => {
  const { workspaceId } = await workspace("sk-of-this-workspace");
  for (const fault of ["unauthorised", "error", "redirect", "malformed", "cut"] as const) {
    own.next(fault);
    const { fault: told } = await call(workspaceId);
    expect(told).not.toBeNull();
    expect(shown(told, { depth: 12, showHidden: true })).not.toContain("sk-of-this");
  }
});

test("pages show a provider as usable, and its voices, where the workspace has a key", async () => {
  changeEnv({ OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined });
  const [has, none] = [await workspace("sk-of-this-workspace"), await workspace(null)];
  const missing = async (workspaceId: string) => (await runtime.describe(workspaceId)).find(({ id }) => id === "openai")?.missing;
  expect([await missing(has.workspaceId), await missing(none.workspaceId)]).toEqual([[], ["apiKey"]]);
  const cloud = async (workspaceId: string) => (await runtime.voices(workspaceId)).filter(({ provider }) => provider === "openai").length;
  expect([await cloud(has.workspaceId) > 0, await cloud(none.workspaceId)]).toEqual([true, 0]);
  const definition = agentDefinition.parse({ voice: { provider: "openai", voice: "alloy" } });
  expect((await runtime.voicesLike(definition, has.workspaceId)).includes("alloy")).toBe(true);
  expect((await runtime.voicesLike(definition, none.workspaceId)).includes("alloy")).toBe(false);
});

test("the page learns when a call last used the key", async () => {
  const { ctx, workspaceId } = await workspace("sk-of-this-workspace");
  const lastUsed = async () => (await listProviderKeys(ctx)).items[0]?.lastUsedAt ?? null;
  await runtime.describe(workspaceId);
  await runtime.voices(workspaceId);
  expect(await lastUsed()).toBeNull();
  await call(workspaceId);
  await expect((async () => { for (let tries = 0; tries < 3_000; tries += 1) { const at = await lastUsed(); if (at) return at; } return null; })()).resolves.toEqual(expect.any(String));
});

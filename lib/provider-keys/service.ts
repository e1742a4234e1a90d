import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { addressFault, addressFaultWords } from "@/lib/platform/guarded-fetch/addresses";
import { newId } from "@/lib/platform/ids";
import { askProvider } from "./ask-provider";
import { keyedProviders, type KeyedProvider, type ProviderKey, type ProviderKeyInput, type ProviderKeyList, type ProviderKeyTest } from "./schema";
import { openKey, sealKey } from "./sealed-key";
import * as store from "./store";
import { forgetWorkspaceKeys } from "./workspace-keys";

/** Of a shorter key four characters would be much. */
const shortestShown = 16;

/** Never the key. */
const shown = ({ sealedKey, workspaceId, ...row }: store.ProviderKeyRow): ProviderKey => ({ ...row, opens: openKey({ ...row, sealedKey, workspaceId }) !== null });

export async function listProviderKeys(ctx: Ctx): Promise<ProviderKeyList> {
  const rows = await store.listKeys(asSystem(ctx).db, ctx.actor.workspaceId);
  return { items: rows.map(shown), installation: keyedProviders.filter(operatorHas) };
}

const operatorHas = (provider: KeyedProvider): boolean => Boolean(provider === "openai" ? env().OPENAI_API_KEY ?? env().OPENAI_BASE_URL : env().GOOGLE_API_KEY);

/** Takes the place of the last one. `validation_failed` where the address may not be asked from here. */
export async function setProviderKey(ctx: Ctx, input: ProviderKeyInput): Promise<ProviderKey> {
  requireAddress(input);
  const { workspaceId, userId } = ctx.actor;
  const row = { id: newId("pvk"), workspaceId, provider: input.provider, baseUrl: input.baseUrl };
  const lastFour = input.key.length < shortestShown ? "" : input.key.slice(-4);
  const kept = await asSystem(ctx).db.transaction(async (tx) => {
    await store.putKey(tx, { ...row, sealedKey: sealKey(input.key, row), lastFour, setBy: userId, setAt: ctx.clock.now() });
    await recordAudit(tx, ctx, { action: "provider_key.set", target: { kind: "provider_key", id: row.id }, detail: { provider: row.provider } });
    return store.getKey(tx, workspaceId, row.id);
  });
  forgetWorkspaceKeys(workspaceId);
  return shown(kept);
}

function requireAddress({ provider, baseUrl }: ProviderKeyInput): void {
  if (baseUrl === null) return;
  const refuse = (message: string) => { throw fieldFault("baseUrl", message); };
  if (provider !== "openai") refuse("Only OpenAI's protocol is spoken by other servers. Leave the address empty.");
  const url = new URL(baseUrl);
  if (url.username || url.password || url.search || url.hash) refuse("The address ends with its path, such as /v1, and holds no password.");
  const fault = addressFault(url);
  if (fault) refuse(addressFaultWords[fault]);
}

export async function deleteProviderKey(ctx: Ctx, input: { providerKeyId: string }): Promise<void> {
  const { workspaceId } = ctx.actor;
  await asSystem(ctx).db.transaction(async (tx) => {
    const { provider } = await store.deleteKey(tx, workspaceId, input.providerKeyId);
    await recordAudit(tx, ctx, { action: "provider_key.deleted", target: { kind: "provider_key", id: input.providerKeyId }, detail: { provider } });
  });
  forgetWorkspaceKeys(workspaceId);
}

/** `conflict` where the key cannot be opened any more. */
export async function testProviderKey(ctx: Ctx, input: { providerKeyId: string }): Promise<ProviderKeyTest> {
  const row = await store.getKey(asSystem(ctx).db, ctx.actor.workspaceId, input.providerKeyId);
  const apiKey = openKey(row);
  if (apiKey === null) throw new AppError("conflict", { public: "This key can no longer be opened here. Set it again." });
  return askProvider({ provider: row.provider, apiKey, baseUrl: row.baseUrl }, ctx.signal);
}

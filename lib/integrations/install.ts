/** Makes what an installation consists of, changes it and takes it away; always in the caller's transaction, which must be the system's. */
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { AppError, isAppError } from "@/lib/platform/errors";
import { deleteProviderKey, listProviderKeys } from "@/lib/provider-keys/service";
import { providerKeyInput, type ProviderKeyInput } from "@/lib/provider-keys/schema";
import { updateInstalledServer } from "@/lib/tools/installed-server";
import { installMcpServer } from "@/lib/tools/mcp-service";
import { deleteInstalled, installTool, updateInstalledTools } from "@/lib/tools/service";
import type { Entered } from "./entered";
import type { Manifest } from "./manifest-shape";
import { addressOf, headersOf, toolsOf } from "./parts";
import { placeholdersOf } from "./template";

/** `name_taken` where the workspace has a tool of one of the names. */
export async function makeParts(tx: Statements, ctx: Ctx, id: string, manifest: Manifest, entered: Entered): Promise<void> {
  for (const tool of toolsOf(manifest, entered)) {
    try { await installTool(tx, ctx, id, tool); } catch (error) {
      if (isAppError(error) && error.code === "name_taken") throw new AppError("name_taken", { public: `This workspace has a tool named “${tool.name}” already. Rename that one or remove it, and install again.` });
      throw error;
    }
  }
  if (manifest.mcp) await installMcpServer(tx, ctx, id, { name: manifest.title, url: addressOf(manifest.mcp.url, {}, entered), headers: headersOf(manifest.mcp.headers, entered) });
}

/** Tools are made anew, under the manifest's names; of an MCP server's tools those that were chosen stay, while its address is the same. */
export async function changeParts(tx: Statements, ctx: Ctx, id: string, manifest: Manifest, entered: Entered): Promise<void> {
  if (manifest.mcp) {
    await updateInstalledServer(tx, ctx, id, { url: addressOf(manifest.mcp.url, {}, entered), headers: headersOf(manifest.mcp.headers, entered) });
    return updateInstalledTools(tx, ctx, id, { enabled: true });
  }
  await deleteInstalled(tx, ctx, id);
  await makeParts(tx, ctx, id, manifest, entered);
}

export const removeParts = (tx: Statements, ctx: Ctx, id: string): Promise<void> => deleteInstalled(tx, ctx, id);

/** Of a provider, the key that is to be set; else null. `conflict` where the workspace has another one, `held` being the installation's till now. */
export async function keyOf(ctx: Ctx, { provider }: Manifest, entered: Entered, held: string | null): Promise<ProviderKeyInput | null> {
  if (!provider) return null;
  const { items: providerKeys } = await listProviderKeys(ctx);
  if (providerKeys.some((key) => key.provider === provider.protocol && key.id !== held)) throw new AppError("conflict", { public: "This workspace has a key for this kind of provider already. Delete it under Settings, Providers first." });
  const [secret] = placeholdersOf(provider.key);
  const name = secret?.name ?? "";
  const parsed = providerKeyInput.safeParse({ provider: provider.protocol, key: entered.secrets[name], baseUrl: addressOf(provider.baseUrl, {}, entered) });
  if (!parsed.success) throw new AppError("validation_failed", { errors: [{ path: `settings.${name}`, message: parsed.error.issues[0]?.message ?? "This cannot be a key." }] });
  return parsed.data;
}

/** Nothing where it was deleted or replaced meanwhile. */
export async function removeKey(ctx: Ctx, providerKeyId: string | null): Promise<void> {
  if (providerKeyId === null) return;
  try { await deleteProviderKey(ctx, { providerKeyId }); } catch (error) { if (!isAppError(error) || error.code !== "not_found") throw error; }
}

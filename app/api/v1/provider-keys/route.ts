import { route } from "@/lib/api/route";
import { pageOfWhole } from "@/lib/platform/page";
import { listProviderKeysOp, setProviderKeyOp } from "@/lib/provider-keys/contract";
import { listProviderKeys, setProviderKey } from "@/lib/provider-keys/service";

export const GET = route(listProviderKeysOp, async (ctx, input) => {
  const { items, installation } = await listProviderKeys(ctx);
  return { ...pageOfWhole(items, input, ({ id }) => id), installation };
});
export const PUT = route(setProviderKeyOp, setProviderKey);

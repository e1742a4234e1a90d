import { route } from "@/lib/api/route";
import { listProviderKeysOp, setProviderKeyOp } from "@/lib/provider-keys/contract";
import { listProviderKeys, setProviderKey } from "@/lib/provider-keys/service";

export const GET = route(listProviderKeysOp, listProviderKeys);
export const PUT = route(setProviderKeyOp, setProviderKey);

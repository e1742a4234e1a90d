import { route } from "@/lib/api/route";
import { testProviderKeyOp } from "@/lib/provider-keys/contract";
import { testProviderKey } from "@/lib/provider-keys/service";

export const POST = route(testProviderKeyOp, testProviderKey);

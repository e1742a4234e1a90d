import { route } from "@/lib/api/route";
import { createApiKeyOp, listApiKeysOp } from "@/lib/identity/contract";
import { createApiKey, listApiKeys } from "@/lib/identity/service";
import { pageOfWhole } from "@/lib/platform/page";

export const GET = route(listApiKeysOp, async (ctx, input) => pageOfWhole(await listApiKeys(ctx), input, ({ id }) => id));
export const POST = route(createApiKeyOp, createApiKey);

import { route } from "@/lib/api/route";
import { createApiKeyOp, listApiKeysOp } from "@/lib/identity/contract";
import { createApiKey, listApiKeys } from "@/lib/identity/service";

export const GET = route(listApiKeysOp, listApiKeys);
export const POST = route(createApiKeyOp, createApiKey);

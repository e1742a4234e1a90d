import { route } from "@/lib/api/route";
import { revokeApiKeyOp } from "@/lib/identity/contract";
import { revokeApiKey } from "@/lib/identity/service";

export const DELETE = route(revokeApiKeyOp, revokeApiKey);

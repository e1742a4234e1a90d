import { route } from "@/lib/api/route";
import { deleteProviderKeyOp } from "@/lib/provider-keys/contract";
import { deleteProviderKey } from "@/lib/provider-keys/service";

export const DELETE = route(deleteProviderKeyOp, deleteProviderKey);

import { route } from "@/lib/api/route";
import { makeClientSecret } from "@/lib/conversations/client-secrets";
import { clientSecretOp } from "@/lib/conversations/contract";

export const POST = route(clientSecretOp, makeClientSecret);

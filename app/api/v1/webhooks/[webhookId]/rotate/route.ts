import { route } from "@/lib/api/route";
import { rotateWebhookSecretOp } from "@/lib/webhooks/contract";
import { rotateWebhookSecret } from "@/lib/webhooks/service";

export const POST = route(rotateWebhookSecretOp, rotateWebhookSecret);

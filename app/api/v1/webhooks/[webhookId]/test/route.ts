import { route } from "@/lib/api/route";
import { testWebhookOp } from "@/lib/webhooks/contract";
import { testWebhook } from "@/lib/webhooks/service";

export const POST = route(testWebhookOp, (ctx, input) => testWebhook(ctx, input));

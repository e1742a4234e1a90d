import { route } from "@/lib/api/route";
import { replayWebhookDeliveryOp } from "@/lib/webhooks/contract";
import { replayWebhookDelivery } from "@/lib/webhooks/service";

export const POST = route(replayWebhookDeliveryOp, replayWebhookDelivery);

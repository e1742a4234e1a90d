import { route } from "@/lib/api/route";
import { getWebhookDeliveryOp } from "@/lib/webhooks/contract";
import { getWebhookDelivery } from "@/lib/webhooks/service";

export const GET = route(getWebhookDeliveryOp, getWebhookDelivery);

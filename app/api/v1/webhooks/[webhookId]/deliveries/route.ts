import { route } from "@/lib/api/route";
import { listWebhookDeliveriesOp } from "@/lib/webhooks/contract";
import { listWebhookDeliveries } from "@/lib/webhooks/service";

export const GET = route(listWebhookDeliveriesOp, listWebhookDeliveries);

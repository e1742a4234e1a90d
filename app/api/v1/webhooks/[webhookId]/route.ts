import { route } from "@/lib/api/route";
import { getWebhookOp, updateWebhookOp, deleteWebhookOp } from "@/lib/webhooks/contract";
import { getWebhook, updateWebhook, deleteWebhook } from "@/lib/webhooks/service";

export const GET = route(getWebhookOp, getWebhook);
export const PATCH = route(updateWebhookOp, updateWebhook);
export const DELETE = route(deleteWebhookOp, deleteWebhook);

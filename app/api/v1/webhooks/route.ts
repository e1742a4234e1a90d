import { route } from "@/lib/api/route";
import { listWebhooksOp, createWebhookOp } from "@/lib/webhooks/contract";
import { listWebhooks, createWebhook } from "@/lib/webhooks/service";

export const GET = route(listWebhooksOp, listWebhooks);
export const POST = route(createWebhookOp, createWebhook);

import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { deliveryFilter, newWebhook, webhook, webhookChange, webhookDelivery, webhookDeliveryDetail, webhookInput, webhookTest } from "./schema";

const params = z.strictObject({ webhookId: z.string().max(60) });
const deliveryParams = params.extend({ deliveryId: z.string().max(60) });
const path = "/api/v1/webhooks/{webhookId}";

export const webhookQuery = listQuery({ sorts: ["createdAt"], first: "-createdAt" });
export const deliveryQuery = listQuery({ sorts: ["createdAt"], first: "-createdAt" }).extend(deliveryFilter.shape);

export const listWebhooksOp = operation({
  id: "listWebhooks", method: "GET", path: "/api/v1/webhooks", description: "The addresses that this workspace is told at, with the reason of any that is disabled; never their secrets.", access: "admin", scopes: ["webhooks:read"], query: webhookQuery, returns: listOf(webhook, "WebhookList"), status: 200,
});
export const createWebhookOp = operation({
  id: "createWebhook", method: "POST", path: "/api/v1/webhooks", description: "Add an address, and the types of events that are posted to it from now on. The answer holds the secret that signs them, this once; a workspace has at most 20.", access: "admin", scopes: ["webhooks:write"],
  body: webhookInput, returns: newWebhook, status: 201, fails: ["webhooks_full"],
});
export const getWebhookOp = operation({ id: "getWebhook", method: "GET", path, description: "One address, its types of events and its state.", access: "admin", scopes: ["webhooks:read"], params, returns: webhook, status: 200, fails: ["not_found"] });
export const updateWebhookOp = operation({
  id: "updateWebhook", method: "PATCH", path, description: "Change the address, its description or its types of events, or switch it off and on. The secret stays.", access: "admin", scopes: ["webhooks:write"], params, body: webhookChange, returns: webhook, status: 200, fails: ["not_found"],
});
export const deleteWebhookOp = operation({ id: "deleteWebhook", method: "DELETE", path, description: "Delete an address with its log. Nothing is sent there any more, except what is under way.", access: "admin", scopes: ["webhooks:write"], params, status: 204, fails: ["not_found"] });
export const rotateWebhookSecretOp = operation({
  id: "rotateWebhookSecret", method: "POST", path: `${path}/rotate`, description: "Make a new secret, shown this once. For 24 hours both it and the one before sign whatever is sent.", access: "admin", scopes: ["webhooks:write"], params, returns: newWebhook, status: 200, fails: ["not_found"],
});
export const testWebhookOp = operation({
  id: "testWebhook", method: "POST", path: `${path}/test`, limit: "outgoing", description: "Post a signed event of the type `test` now, once, and answer what came back, within 10 s. Also while the address is disabled.", access: "admin", scopes: ["webhooks:write"], params, returns: webhookTest, status: 200, fails: ["not_found", "rate_limited"],
});
export const listWebhookDeliveriesOp = operation({
  id: "listWebhookDeliveries", method: "GET", path: `${path}/deliveries`, description: "What was sent to an address in the last 30 days, and what became of it.", access: "admin", scopes: ["webhooks:read"], params, query: deliveryQuery, returns: listOf(webhookDelivery, "WebhookDeliveryList"), status: 200, fails: ["not_found"],
});
export const getWebhookDeliveryOp = operation({
  id: "getWebhookDelivery", method: "GET", path: `${path}/deliveries/{deliveryId}`, description: "One delivery with every attempt: when, how long, which status or fault. Nothing else of an answer is kept.", access: "admin", scopes: ["webhooks:read"], params: deliveryParams, returns: webhookDeliveryDetail, status: 200, fails: ["not_found"],
});
export const replayWebhookDeliveryOp = operation({
  id: "replayWebhookDelivery", method: "POST", path: `${path}/deliveries/{deliveryId}/replay`, limit: "outgoing", description: "Send the same event again, with the same `webhook-id`, within seconds and with retries as at first. Its body is made anew, without what was deleted since.", access: "admin", scopes: ["webhooks:write"],
  params: deliveryParams, returns: webhookDelivery, status: 200, fails: ["not_found", "conflict"],
});

export const webhooksContract = [
  listWebhooksOp, createWebhookOp, getWebhookOp, updateWebhookOp, deleteWebhookOp, rotateWebhookSecretOp, testWebhookOp, listWebhookDeliveriesOp, getWebhookDeliveryOp, replayWebhookDeliveryOp,
];

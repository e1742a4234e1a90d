/** Addresses that are told of events, and the log of what they were told. */
import type { Step } from "./step";

export const webhooks: Step = async ({ call, known, stage }) => {
  const add = async () => (await call("createWebhook", { body: { url: stage.hooks.url, eventTypes: ["agent.published", "conversation.ended"] } })).at("id");
  const webhookId = await add();
  const params = { webhookId };
  await call("listWebhooks");
  await call("updateWebhook", { params, body: { description: "The office" } });
  await call("getWebhook", { params });
  await call("rotateWebhookSecret", { params });
  await call("testWebhook", { params });
  const deliveryId = (await call("listWebhookDeliveries", { params, query: { eventType: "test" } })).at("items.0.id");
  await call("getWebhookDelivery", { params: { webhookId, deliveryId } });
  await call("replayWebhookDelivery", { params: { webhookId, deliveryId } });
  await call("deleteWebhook", { params: { webhookId: await add() } });
  known.add("webhookId", webhookId);
  known.add("deliveryId", deliveryId);
};

import { z } from "zod";
import { line } from "@/lib/platform/text-shapes";

/** What an endpoint can be told of, and its words for the page. */
export const webhookEventTypes = {
  "conversation.started": "A conversation began", "conversation.ended": "A conversation ended, with what was said where the caller agreed to keep it", "conversation.analyzed": "Its figures: talk share, interruptions, time to first audio, faults",
  "recording.deleted": "A recording was deleted, with the signed receipt", "agent.published": "A version of an agent was published",
} as const;
export type WebhookEventType = keyof typeof webhookEventTypes;
export const webhookEventTypeNames = Object.keys(webhookEventTypes) as [WebhookEventType, ...WebhookEventType[]];
/** `test` is sent by the test alone, whatever types the endpoint has chosen. */
const sentTypes = [...webhookEventTypeNames, "test"] as const;

/** Why an attempt was not taken, and its words for the page. */
export const webhookFaults = {
  status: "It answered with an error.", redirect: "It answered with a redirect, which is not followed. Give the address that it leads to.", timeout: "No answer came within 10 seconds.",
  refused: "It refused the connection.", unreachable: "It could not be found or reached.", reset: "It broke the connection off.", tls: "Its certificate is not valid.", malformed: "Its answer is not HTTP.",
  address: "Its address is one of a private network, which the operator does not allow.", secret: "The secret can no longer be opened here. Rotate it.", internal: "Something went wrong on our side.",
} as const;
export type WebhookFault = keyof typeof webhookFaults;
const fault = z.enum(Object.keys(webhookFaults) as [WebhookFault, ...WebhookFault[]]);

const url = z.url({ protocol: /^https?$/ }).max(1_000).meta({ example: "https://example.org/parley" }).describe("Where events are posted to; https.");
const description = line(0, 120);
const eventTypes = z.array(z.enum(webhookEventTypeNames)).min(1).max(webhookEventTypeNames.length).overwrite((types) => [...new Set(types)]).meta({ example: ["conversation.ended"] });

export const webhookInput = z.strictObject({ url, description: description.default(""), eventTypes }).meta({ id: "WebhookInput" });
export type WebhookInput = z.output<typeof webhookInput>;
export const webhookChange = z.strictObject({
  url: url.optional(), description: description.optional(), eventTypes: eventTypes.optional(), enabled: z.boolean().optional().describe("False: nothing is sent until it is true again. What happens in between is not sent later."),
}).meta({ id: "WebhookChange" });
export type WebhookChange = z.output<typeof webhookChange>;

export const webhook = z.object({
  id: z.string().meta({ example: "whk_01j9zq0c5t8m4w2x6y7a3b1d9e" }), url: z.string(), description: z.string(), eventTypes: z.array(z.enum(webhookEventTypeNames)), lastFour: z.string().describe("Of the secret."),
  createdAt: z.iso.datetime(), previousSecretUntil: z.iso.datetime().nullable().describe("Until then the secret before the last rotation signs as well."),
  failingSince: z.iso.datetime().nullable().describe("Since when nothing has been taken, where the last attempt failed."), disabledAt: z.iso.datetime().nullable(),
  disabledReason: z.enum(["asked", "gone", "failing"]).nullable().describe("`gone`: it answered 410. `failing`: it took nothing for five days."),
}).meta({ id: "Webhook" });
export type Webhook = z.infer<typeof webhook>;
export const newWebhook = webhook.extend({ secret: z.string().describe("Signs what is sent; shown this once.").meta({ example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }) }).meta({ id: "NewWebhook" });
export type NewWebhook = z.infer<typeof newWebhook>;

export const webhookAttempt = z.object({
  at: z.iso.datetime(), durationMs: z.number().int(), status: z.number().int().nullable().describe("Of the answer; null where none came."), fault: fault.nullable().describe("Null where it was taken."),
}).meta({ id: "WebhookAttempt" });
export type WebhookAttempt = z.infer<typeof webhookAttempt>;

export const deliveryStates = ["pending", "delivered", "failed", "withdrawn"] as const;
export const webhookDelivery = z.object({
  id: z.string(), webhookId: z.string(), eventId: z.string().describe("The `webhook-id` that every attempt bears."), eventType: z.enum(sentTypes), subjectId: z.string().describe("Of the conversation, receipt or version; empty for a test."),
  state: z.enum(deliveryStates).describe("`withdrawn`: what it would tell of was deleted before it was sent."), createdAt: z.iso.datetime(), nextAttemptAt: z.iso.datetime().nullable(), lastAttempt: webhookAttempt.nullable(),
}).meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
export const webhookDeliveryDetail = webhookDelivery.extend({ attempts: z.array(webhookAttempt) }).meta({ id: "WebhookDeliveryDetail" });
export type WebhookDeliveryDetail = z.infer<typeof webhookDeliveryDetail>;

export const deliveryFilter = z.strictObject({ state: z.enum(deliveryStates).optional(), eventType: z.enum(sentTypes).optional() });

export const webhookTest = z.object({ delivered: z.boolean(), status: z.number().int().nullable(), durationMs: z.number().int(), fault: fault.nullable(), message: z.string().describe("In plain words.") }).meta({ id: "WebhookTest" });
export type WebhookTest = z.infer<typeof webhookTest>;

/** What is posted. `data` has the shape that its type documents; see docs/webhooks.md. */
export const webhookEnvelope = z.object({ id: z.string(), type: z.enum(sentTypes), created_at: z.iso.datetime(), workspace_id: z.string(), data: z.record(z.string(), z.unknown()) }).meta({ id: "WebhookEvent" });

/** Everything that runs in the background: name, interval, and the domain's function. */
import { fillVersionEmbeddings } from "@/lib/agents/service";
import { publishedVersion } from "@/lib/agents/webhook-data";
import { sweepAuditAddresses } from "@/lib/audit/service";
import { sweepClientSecrets } from "@/lib/conversations/client-secrets";
import { sweepConversations } from "@/lib/conversations/ending";
import { sweepOldConversations, sweepTranscripts } from "@/lib/conversations/retention";
import { sweepIdempotencyKeys } from "@/lib/idempotency/service";
import { analyzedConversation, endedConversation, startedConversation } from "@/lib/conversations/webhook-data";
import { findRecipient } from "@/lib/identity/links";
import { sweepSessions } from "@/lib/identity/service";
import { watchInstallations } from "@/lib/integrations/watch";
import { fillEmbeddings } from "@/lib/knowledge/service";
import { deliverMails, sweepMails } from "@/lib/mail/service";
import { erasePeople } from "@/lib/privacy/erasing";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { sweepEveryMs, sweepRecordings } from "@/lib/recordings/expiry";
import { deletedRecording } from "@/lib/recordings/receipts";
import type { WebhookEventType } from "@/lib/webhooks/schema";
import { deliverWebhooks, sweepWebhooks, type BuildData } from "@/lib/webhooks/service";
import { sweepSpeechResults } from "@/lib/speech/expiry";
import type { Job } from "@/lib/platform/ticker";

const minuteMs = 60_000;

/** Who knows what is told of an event; `webhooks` itself knows none of them. */
const told: Record<WebhookEventType, (ctx: Ctx, event: { workspaceId: string; subjectId: string }) => Promise<Record<string, unknown> | null>> = {
  "conversation.started": startedConversation, "conversation.ended": endedConversation, "conversation.analyzed": analyzedConversation, "recording.deleted": deletedRecording, "agent.published": publishedVersion,
};
export const webhookData = (ctx: Ctx): BuildData => (event) => told[event.type](asSystem(ctx), event);

export const jobs: readonly Job[] = [
  { name: "sweep-recordings", intervalMs: sweepEveryMs, run: (ctx) => sweepRecordings(ctx) },
  { name: "sweep-speech-results", intervalMs: sweepEveryMs, run: (ctx) => sweepSpeechResults(ctx) },
  { name: "sweep-conversations", intervalMs: minuteMs, run: sweepConversations },
  { name: "sweep-client-secrets", intervalMs: 10 * minuteMs, run: sweepClientSecrets },
  // What was written while no embedder was there: a seed, an import, an installation without models.
  { name: "fill-embeddings", intervalMs: minuteMs, run: (ctx) => fillEmbeddings(ctx) },
  { name: "fill-version-embeddings", intervalMs: minuteMs, run: (ctx) => fillVersionEmbeddings(ctx) },
  { name: "sweep-transcripts", intervalMs: 15 * minuteMs, run: sweepTranscripts },
  { name: "sweep-old-conversations", intervalMs: 60 * minuteMs, run: sweepOldConversations },
  { name: "deliver-mails", intervalMs: 2_000, run: (ctx) => deliverMails(ctx, findRecipient(ctx)) },
  { name: "deliver-webhooks", intervalMs: 2_000, run: (ctx) => deliverWebhooks(ctx, webhookData(ctx)) },
  { name: "sweep-webhooks", intervalMs: 60 * minuteMs, run: sweepWebhooks },
  { name: "sweep-mails", intervalMs: 10 * minuteMs, run: sweepMails },
  { name: "sweep-audit-addresses", intervalMs: 60 * minuteMs, run: sweepAuditAddresses },
  { name: "erase-people", intervalMs: 2_000, run: (ctx) => erasePeople(ctx) },
  { name: "sweep-idempotency-keys", intervalMs: 60 * minuteMs, run: sweepIdempotencyKeys },
  // A manifest that changed is out of use within half a minute.
  { name: "watch-installations", intervalMs: 30_000, run: (ctx) => watchInstallations(ctx) },
  { name: "sweep-sessions", intervalMs: 60 * minuteMs, run: sweepSessions },
];

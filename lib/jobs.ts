/** Everything that runs in the background: name, interval, and the domain's function. */
import { fillVersionEmbeddings } from "@/lib/agents/service";
import { sweepAuditAddresses } from "@/lib/audit/service";
import { sweepClientSecrets } from "@/lib/conversations/client-secrets";
import { sweepConversations } from "@/lib/conversations/gateway";
import { sweepOldConversations, sweepTranscripts } from "@/lib/conversations/retention";
import { sweepIdempotencyKeys } from "@/lib/idempotency/service";
import { findRecipient } from "@/lib/identity/links";
import { sweepSessions } from "@/lib/identity/service";
import { watchInstallations } from "@/lib/integrations/watch";
import { fillEmbeddings } from "@/lib/knowledge/service";
import { deliverMails, sweepMails } from "@/lib/mail/service";
import { erasePeople } from "@/lib/privacy/erasing";
import { sweepEveryMs, sweepRecordings } from "@/lib/recordings/expiry";
import type { Job } from "@/lib/platform/ticker";

const minuteMs = 60_000;

export const jobs: readonly Job[] = [
  { name: "sweep-recordings", intervalMs: sweepEveryMs, run: (ctx) => sweepRecordings(ctx) },
  { name: "sweep-conversations", intervalMs: minuteMs, run: sweepConversations },
  { name: "sweep-client-secrets", intervalMs: 10 * minuteMs, run: sweepClientSecrets },
  // What was written while no embedder was there: a seed, an import, an installation without models.
  { name: "fill-embeddings", intervalMs: minuteMs, run: (ctx) => fillEmbeddings(ctx) },
  { name: "fill-version-embeddings", intervalMs: minuteMs, run: (ctx) => fillVersionEmbeddings(ctx) },
  { name: "sweep-transcripts", intervalMs: 15 * minuteMs, run: sweepTranscripts },
  { name: "sweep-old-conversations", intervalMs: 60 * minuteMs, run: sweepOldConversations },
  { name: "deliver-mails", intervalMs: 2_000, run: (ctx) => deliverMails(ctx, findRecipient(ctx)) },
  { name: "sweep-mails", intervalMs: 10 * minuteMs, run: sweepMails },
  { name: "sweep-audit-addresses", intervalMs: 60 * minuteMs, run: sweepAuditAddresses },
  { name: "erase-people", intervalMs: 2_000, run: (ctx) => erasePeople(ctx) },
  { name: "sweep-idempotency-keys", intervalMs: 60 * minuteMs, run: sweepIdempotencyKeys },
  // A manifest that changed is out of use within half a minute.
  { name: "watch-installations", intervalMs: 30_000, run: (ctx) => watchInstallations(ctx) },
  { name: "sweep-sessions", intervalMs: 60 * minuteMs, run: sweepSessions },
];

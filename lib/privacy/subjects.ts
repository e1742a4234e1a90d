/** What is kept about a person and where: the order in which it is erased, and the files of a copy. */
import { agentsSubject } from "@/lib/agents/subject";
import { auditSubject } from "@/lib/audit/subject";
import { consentsSubject } from "@/lib/consent/subject";
import { conversationsSubject } from "@/lib/conversations/subject";
import { handoversSubject } from "@/lib/handovers/subject";
import { identitySubject } from "@/lib/identity/subject";
import { integrationsSubject } from "@/lib/integrations/subject";
import { invitesSubject } from "@/lib/invites/subject";
import { knowledgeSubject } from "@/lib/knowledge/subject";
import { mailSubject } from "@/lib/mail/subject";
import type { SubjectPart } from "@/lib/platform/subject";
import { providerKeysSubject } from "@/lib/provider-keys/subject";
import { recordingsSubject } from "@/lib/recordings/subject";
import { speechSubject } from "@/lib/speech/subject";
import { ssoSubject } from "@/lib/sso/subject";
import { toolsSubject } from "@/lib/tools/subject";
import { webhooksSubject } from "@/lib/webhooks/subject";
import { workspacesSubject } from "@/lib/workspaces/subject";
import { privacySubject } from "./subject";

/**
 * Mail first, while it can be seen which workspace a letter is for; sound before the calls that name it; calls before their agents; all before
 * the account, by whose id and address the rest is found; the log last, since until then it may tell of the person once more.
 */
export const subjects: readonly SubjectPart[] = [
  mailSubject, recordingsSubject, speechSubject, handoversSubject, conversationsSubject, consentsSubject, knowledgeSubject, agentsSubject, invitesSubject, providerKeysSubject, webhooksSubject, ssoSubject, toolsSubject, integrationsSubject, workspacesSubject, privacySubject, identitySubject, auditSubject,
];

/** Tables that hold no person, and why. */
export const withoutPerson: Readonly<Record<string, string>> = {
  receipts: "Numbers of recordings and the hash of their sound: proof that they are gone, and to whom they belonged is not in it.",
  idempotency_keys: "Hashes of requests, for a day, and answers that open only with the key that their sender made up.",
  webhook_events: "Numbers of conversations, receipts and versions that happened, for thirty days; no words, and nobody's name.",
  webhook_deliveries: "Which event went to which address, for thirty days.",
  webhook_attempts: "When an address was asked and with which status it answered, for thirty days; nothing of the answer.",
  usage_months: "How long a workspace talked in a month, one number; it goes with the workspace.",
  sso_used_states: "Hashes of ways back from an identity server that were taken, for ten minutes, so that none is taken twice.",
};

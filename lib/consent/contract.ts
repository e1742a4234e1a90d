import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { consent, standingConsent } from "./schema";

const params = z.strictObject({ agentId: z.string().max(64) });
const proof = "The proof is the session, or the caller's token in the header `X-Parley-Caller`; both may come together.";

export const listConsentsOp = operation({
  id: "listConsents", method: "GET", path: "/api/v1/consents", description: `What one has agreed to, with which agents, in which words, and what is kept until when. ${proof}`, access: "public",
  query: listQuery({ sorts: ["agentName"], first: "agentName", limit: 100 }).extend({ agent: z.string().max(80).optional().describe("The slug of one agent.") }),
  returns: listOf(consent, "ConsentList", { standing: standingConsent.nullable().describe("With `agent`: what holds in a call that begins now, and need not be asked.") }), status: 200,
});
export const withdrawConsentOp = operation({
  id: "withdrawConsent", method: "DELETE", path: "/api/v1/consents/{agentId}", description: `Take back what one agreed to with one agent: words and sound of one's calls with it are deleted at once, running ones included; counts stay. Twice is as once. ${proof}`, access: "public",
  params, status: 204, fails: ["unauthenticated"],
});
export const withdrawConsentsOp = operation({
  id: "withdrawConsents", method: "DELETE", path: "/api/v1/consents", description: `The same, for every agent. ${proof}`, access: "public", status: 204, fails: ["unauthenticated"],
});

export const consentContract = [listConsentsOp, withdrawConsentOp, withdrawConsentsOp];

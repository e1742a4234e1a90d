import { route } from "@/lib/api/route";
import { withdrawConsentOp } from "@/lib/consent/contract";
import { withdrawConsent } from "@/lib/conversations/withdrawal";

export const DELETE = route(withdrawConsentOp, withdrawConsent);

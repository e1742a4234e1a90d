import { route } from "@/lib/api/route";
import { listConsentsOp, withdrawConsentsOp } from "@/lib/consent/contract";
import { listConsents, withdrawAllConsents } from "@/lib/conversations/withdrawal";

export const GET = route(listConsentsOp, listConsents);
export const DELETE = route(withdrawConsentsOp, withdrawAllConsents);

import { route } from "@/lib/api/route";
import { pageOfWhole } from "@/lib/platform/page";
import { listConsentsOp, withdrawConsentsOp } from "@/lib/consent/contract";
import { listConsents, withdrawAllConsents } from "@/lib/conversations/withdrawal";

export const GET = route(listConsentsOp, async (ctx, input, request) => {
  const { items, standing } = await listConsents(ctx, input, request);
  return { ...pageOfWhole(items, input, ({ agentId }) => agentId ?? "own"), standing };
});
export const DELETE = route(withdrawConsentsOp, withdrawAllConsents);

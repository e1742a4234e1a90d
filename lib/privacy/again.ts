/** Erases somebody whom a restored database has brought back; asked of nobody, since they asked before. */
import { hideAgents } from "@/lib/agents/subject";
import { recordAudit } from "@/lib/audit/service";
import { personOf, shutAccount } from "@/lib/identity/subject";
import { closeInvites } from "@/lib/invites/subject";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { newId, newSecret } from "@/lib/platform/ids";
import { handOverWorkspaces, leaveWorkspaces } from "@/lib/workspaces/subject";
import { erasePeople, settleMs } from "./erasing";
import { pseudonymOf } from "./pseudonym";
import * as store from "./store";

/** Gone when it resolves. A person who is not there is no fault. No server runs meanwhile, so that nothing waits for one to notice. */
export async function eraseAgain(ctx: Ctx, userId: string): Promise<void> {
  const begun = new Date(ctx.clock.now().getTime() - settleMs);
  const there = await asSystem(ctx).db.transaction(async (tx) => {
    // The backup may have been made while they were being erased.
    if (await store.hastenErasure(tx, userId, begun) > 0) return true;
    if (!(await personOf(tx, userId))) return false;
    await shutAccount(tx, userId, ctx.clock.now());
    // Whoever was made an owner after the backup is none in it.
    await handOverWorkspaces(tx, userId);
    const alone = await leaveWorkspaces(tx, ctx, userId);
    await closeInvites(tx, alone, ctx.clock.now());
    await hideAgents(tx, alone);
    const id = newId("era");
    await store.insertErasure(tx, { id, userId, pseudonym: pseudonymOf(userId), workspaceIds: alone, tokenHash: sha256(newSecret("lnk")), requestedAt: begun });
    await recordAudit(tx, ctx, { action: "erasure.requested", workspaceId: null, target: { kind: "erasure", id }, detail: { restored: true } });
    return true;
  });
  if (there) await erasePeople(ctx);
}

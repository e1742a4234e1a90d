import type { Ctx } from "@/lib/platform/ctx";
import { asSystem } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import * as store from "./store";

/** The words that callers agree to; a change of the words is a new version. */
export const callerTextVersion = "caller-2026-11";

export interface ConsentPlace { workspaceId: string; agentId: string; conversationId: string; userId: string | null }

/** Keeps that, when and to which words somebody agreed, or that they took it back. */
export async function recordConsent(ctx: Ctx, place: ConsentPlace, kind: "text" | "audio", granted: boolean): Promise<void> {
  const system = asSystem(ctx);
  if (!granted) return void await store.withdrawConsent(system, place, kind, ctx.clock.now());
  await store.insertConsent(system, { id: newId("cns"), ...place, kind, textVersion: callerTextVersion, grantedAt: ctx.clock.now() });
}

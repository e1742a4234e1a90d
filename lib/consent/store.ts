import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql } from "@/lib/platform/db";
import type { ConsentPlace } from "./service";

export const insertConsent = (ctx: Ctx, row: ConsentPlace & { id: string; kind: "text" | "audio"; textVersion: string; grantedAt: Date }): Promise<number> =>
  ctx.db.run(sql`insert into consents ${columns({ ...row })}`);

export const withdrawConsent = (ctx: Ctx, place: ConsentPlace, kind: "text" | "audio", now: Date): Promise<number> =>
  ctx.db.run(sql`update consents set withdrawn_at = ${now} where conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId} and kind = ${kind} and withdrawn_at is null`);

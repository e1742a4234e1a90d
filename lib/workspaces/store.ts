import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { workspace } from "./schema";

export const getWorkspace = (ctx: Ctx, id: string) => ctx.db.one(workspace, sql`
  select id, name, personal, created_at from workspaces where id = ${id} and id = ${ctx.actor.workspaceId}`);
export const updateName = (ctx: Ctx, id: string, name: string) => ctx.db.one(workspace, sql`
  update workspaces set name = ${name} where id = ${id} and id = ${ctx.actor.workspaceId} returning id, name, personal, created_at`);

import type { Ctx } from "@/lib/platform/ctx";
import type { Workspace, WorkspaceInput } from "./schema";
import * as store from "./store";

export const getWorkspace = (ctx: Ctx, input: { workspaceId: string }): Promise<Workspace> => store.getWorkspace(ctx, input.workspaceId);

export const renameWorkspace = (ctx: Ctx, input: WorkspaceInput & { workspaceId: string }): Promise<Workspace> => store.updateName(ctx, input.workspaceId, input.name);

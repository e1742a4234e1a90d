import { z } from "zod";
import { cleanLine } from "@/lib/platform/text";

export const workspace = z.object({ id: z.string(), name: z.string(), personal: z.boolean(), createdAt: z.iso.datetime() }).meta({ id: "Workspace" });
export type Workspace = z.infer<typeof workspace>;

export const workspaceInput = z.strictObject({ name: z.string().overwrite(cleanLine).min(1).max(80) }).meta({ id: "WorkspaceInput" });
export type WorkspaceInput = z.infer<typeof workspaceInput>;

import { z } from "zod";

/** Longest that a copy can be fetched after it was asked for. */
export const exportLifeMs = 10 * 60_000;
export const exportsPerDay = 10;

export const currentPassword = z.strictObject({ currentPassword: z.string().max(128) }).meta({ id: "CurrentPassword" });

export const newExport = z.object({
  id: z.string(), token: z.string().describe("Shown this once; works once, for whoever asked for it."), expiresAt: z.iso.datetime(), downloadPath: z.string().describe("POST the token there as a form's field `token`."),
}).meta({ id: "NewExport" });
export type NewExport = z.infer<typeof newExport>;

export const newErasure = z.object({ token: z.string().describe("Shown this once; shows how far it is."), statusPath: z.string() }).meta({ id: "NewErasure" });
export type NewErasure = z.infer<typeof newErasure>;

export const erasureToken = z.strictObject({ token: z.string().min(20).max(100) }).meta({ id: "ErasureToken" });
export const erasureStatus = z.object({
  state: z.enum(["working", "done"]), requestedAt: z.iso.datetime(), doneAt: z.iso.datetime().nullable(),
  steps: z.array(z.object({ name: z.string(), words: z.string(), state: z.enum(["waiting", "working", "done"]), erased: z.number().int().describe("Things so far, at least.") })),
}).meta({ id: "ErasureStatus" });
export type ErasureStatus = z.infer<typeof erasureStatus>;

/** What the page says before it asks for the password. */
export interface ErasurePreview { alone: string[]; shared: string[]; blockedBy: string[]; lastAdmin: boolean }

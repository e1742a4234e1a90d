import { z } from "zod";
import { line } from "@/lib/platform/text-shapes";

export const workspace = z.object({ id: z.string(), name: z.string(), personal: z.boolean(), createdAt: z.iso.datetime() }).meta({ id: "Workspace" });
export type Workspace = z.infer<typeof workspace>;

export const workspaceInput = z.strictObject({ name: line(1, 80) }).meta({ id: "WorkspaceInput" });
export type WorkspaceInput = z.infer<typeof workspaceInput>;

export const privacySettings = z.strictObject({
  retentionDays: z.number().int().min(1).max(365).describe("Words of calls are deleted so long after the call's end."),
  recordingHours: z.number().int().min(0).max(24).describe("Sound is deleted so long after it was made; 0: none is kept, whatever a caller ticks. It holds for results of the speech page, too."),
  redact: z.boolean().describe("E-mail addresses, phone and card numbers are taken out of words before they are kept."),
}).meta({ id: "PrivacySettings" });
export type PrivacySettings = z.infer<typeof privacySettings>;
export const defaultPrivacy: PrivacySettings = { retentionDays: 30, recordingHours: 24, redact: false };

const memberRole = z.enum(["viewer", "builder", "admin", "owner"]);
export const membership = workspace.extend({ role: memberRole, current: z.boolean().describe("Whether this session looks at it.") }).meta({ id: "Membership" });
export type Membership = z.infer<typeof membership>;

export const member = z.object({ userId: z.string(), email: z.string(), name: z.string(), role: memberRole, joinedAt: z.iso.datetime(), self: z.boolean() }).meta({ id: "Member" });
export type Member = z.infer<typeof member>;
export const roleInput = z.strictObject({ role: memberRole }).meta({ id: "RoleInput" });

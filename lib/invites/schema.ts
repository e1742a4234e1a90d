import { z } from "zod";
import { email } from "@/lib/identity/schema";
import { listQuery } from "@/lib/platform/page";
import { line } from "@/lib/platform/text-shapes";

export const memberRoles = ["viewer", "builder", "admin", "owner"] as const;
const note = line(0, 200).default("");
const days = z.number().int().min(1).max(90).default(7);
const token = z.string().min(20).max(100).describe("From the link, after its `#`.");

export const workspaceInviteInput = z.strictObject({ email, role: z.enum(memberRoles).default("builder"), days }).meta({ id: "WorkspaceInviteInput" });
export const betaInviteInput = z.strictObject({
  email: email.nullable().default(null).describe("Bound to this address; null: whoever holds the link."),
  uses: z.number().int().min(1).max(10_000).default(1), days, note,
}).meta({ id: "BetaInviteInput" });
export const betaImportInput = z.strictObject({ csv: z.string().max(200_000).describe("A line each: address, note."), days }).meta({ id: "BetaImportInput" });

export const invite = z.object({
  id: z.string(), kind: z.enum(["workspace", "beta"]), email: z.string().nullable(), role: z.enum(memberRoles).nullable(), note: z.string(),
  usesAllowed: z.number().int(), uses: z.number().int(), state: z.enum(["open", "used", "expired", "revoked"]), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(),
  people: z.array(z.object({ userId: z.string(), email: z.string(), usedAt: z.iso.datetime() })).describe("Who came by it."),
}).meta({ id: "Invite" });
export type Invite = z.infer<typeof invite>;

export const newInvite = invite.extend({ link: z.string().describe("Shown this once.") }).meta({ id: "NewInvite" });
export type NewInvite = z.infer<typeof newInvite>;

export const inviteToken = z.strictObject({ token }).meta({ id: "InviteToken" });
export const inviteView = z.object({
  kind: z.enum(["workspace", "beta"]), workspaceName: z.string().nullable(), role: z.enum(memberRoles).nullable(), bound: z.boolean().describe("Whether it is for one address."), expiresAt: z.iso.datetime(),
}).meta({ id: "InviteView" });
export type InviteView = z.infer<typeof inviteView>;
export const inviteQuery = listQuery({ sorts: ["createdAt", "expiresAt"], first: "-createdAt" });

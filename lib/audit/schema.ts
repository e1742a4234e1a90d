import { z } from "zod";
import { listOf, listQuery } from "@/lib/platform/page";

/** What is written down, and its words for the page. */
export const auditActions = {
  "session.created": "Signed in", "session.refused": "Sign-in refused", "session.ended": "Signed out", "sessions.ended": "Signed out everywhere else",
  "session.token_reused": "Signed out because a refresh token was used twice", "second_factor.added": "Second factor added", "second_factor.removed": "Second factor removed", "second_factor.recovered": "Signed in with a recovery code", "second_factor.codes_renewed": "Recovery codes renewed",
  "account.created": "Account made", "email.verified": "Address confirmed", "email.changed": "Address changed", "password.changed": "Password changed", "password.reset": "Password replaced by a link",
  "key.created": "API key made", "key.revoked": "API key revoked",
  "provider_key.set": "Provider key set", "provider_key.deleted": "Provider key deleted",
  "tool.created": "Tool made", "tool.changed": "Tool changed", "tool.deleted": "Tool deleted", "tool.chosen": "Tool of an MCP server chosen", "mcp_server.created": "MCP server added", "mcp_server.changed": "MCP server changed", "mcp_server.deleted": "MCP server deleted",
  "integration.installed": "Integration installed", "integration.changed": "Settings of an integration changed", "integration.approved": "Changed integration approved", "integration.uninstalled": "Integration uninstalled",
  "integration.switched_off": "Tools of a changed integration switched off", "integration.switched_on": "Tools of an integration switched on again",
  "webhook.created": "Webhook added", "webhook.changed": "Webhook changed", "webhook.deleted": "Webhook deleted", "webhook.secret_rotated": "Webhook secret rotated",
  "workspace.created": "Workspace made", "workspace.changed": "Workspace changed", "workspace.plan_set": "Plan of a workspace set", "member.role_changed": "Role changed", "member.removed": "Member removed", "member.joined": "Member joined",
  "sso.connection_set": "Organisation sign-in set", "sso.connection_deleted": "Organisation sign-in deleted", "sso.domain_verified": "Domain proven",
  "invite.created": "Invite made", "invite.revoked": "Invite revoked",
  "agent.published": "Agent published", "agent.deleted": "Agent deleted", "conversation.deleted": "Conversation deleted", "recording.deleted": "Recording deleted",
  "export.requested": "Copy of one's data asked for", "export.downloaded": "Copy of one's data downloaded", "erasure.requested": "Account deletion begun", "erasure.done": "Account deleted",
  "admin.promoted": "Made an administrator", "admin.outbox_read": "Outbox read by an administrator", "admin.audit_read": "Audit log read by an administrator",
} as const;
export type AuditAction = keyof typeof auditActions;
const actionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];

export const auditEvent = z.object({
  id: z.string(), sequence: z.number().int().describe("The order things happened in."), workspaceId: z.string().nullable(), action: z.enum(actionNames), at: z.iso.datetime(),
  actorKind: z.enum(["user", "key", "caller", "system"]), actorId: z.string().nullable().describe("A person; once they are erased, a number that leads to nobody."), actorEmail: z.string().nullable(),
  credentialId: z.string().nullable(), targetKind: z.string().nullable(), targetId: z.string().nullable(), detail: z.record(z.string(), z.unknown()), fromAddress: z.string().nullable().describe("Kept for 90 days."),
}).meta({ id: "AuditEvent" });
export type AuditEvent = z.infer<typeof auditEvent>;

export const auditFilter = z.strictObject({
  action: z.enum(actionNames).optional(), actorId: z.uuid().optional(), targetId: z.string().max(80).optional(),
  from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional(),
});
export const auditQuery = listQuery({ sorts: ["sequence"], first: "-sequence", limit: 50 }).extend(auditFilter.shape);
/** What a page's address asks for; the first page of everything where that is no question. */
export function auditQueryOf({ action, cursor }: Record<string, unknown>): z.output<typeof auditQuery> {
  const asked = auditQuery.safeParse({ ...(action ? { action } : {}), ...(cursor ? { cursor } : {}) });
  return asked.success ? asked.data : auditQuery.parse({});
}
export const auditPage = listOf(auditEvent, "AuditPage");

import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf } from "@/lib/platform/page";
import { inviteQuery, betaImportInput, betaInviteInput, invite, inviteToken, inviteView, newInvite, workspaceInviteInput } from "./schema";

const params = z.strictObject({ inviteId: z.string().max(60) });
const query = inviteQuery;
const list = listOf(invite, "InviteList");

export const listInvitesOp = operation({ id: "listInvites", method: "GET", path: "/api/v1/invites", description: "Invites into this workspace, the newest first.", access: "admin", query, returns: list, status: 200 });
export const createInviteOp = operation({
  id: "createInvite", method: "POST", path: "/api/v1/invites", limit: "invites", description: "Invite somebody into this workspace, by mail. Nobody invites above their own role.", access: "admin", body: workspaceInviteInput, returns: newInvite, status: 201, fails: ["rate_limited"],
});
export const revokeInviteOp = operation({ id: "revokeInvite", method: "DELETE", path: "/api/v1/invites/{inviteId}", description: "Close an invite that has not been used.", access: "admin", params, status: 204, fails: ["not_found"] });
export const viewInviteOp = operation({
  id: "viewInvite", method: "POST", path: "/api/v1/invites/lookup", limit: "invites", description: "What a link invites to.", access: "public", body: inviteToken, returns: inviteView, status: 200, fails: ["link_used"],
});
export const acceptInviteOp = operation({
  id: "acceptInvite", method: "PUT", path: "/api/v1/invites", limit: "invites", description: "Join the workspace that the link invites to; this session looks at it from then on.", access: "viewer", body: inviteToken, status: 204, fails: ["link_used", "conflict"],
});
export const listBetaInvitesOp = operation({ id: "listBetaInvites", method: "GET", path: "/api/v1/admin/invites", description: "Invites into this installation, and who came by which.", access: "platform-admin", query, returns: list, status: 200 });
export const createBetaInviteOp = operation({ id: "createBetaInvite", method: "POST", path: "/api/v1/admin/invites", limit: "invites", description: "Make an invite into this installation.", access: "platform-admin", body: betaInviteInput, returns: newInvite, status: 201 });
export const importBetaInvitesOp = operation({
  id: "importBetaInvites", method: "POST", path: "/api/v1/admin/invites/import", limit: "invites", description: "Make an invite for each line of a CSV and send it. All or none.", access: "platform-admin", body: betaImportInput, returns: z.object({ created: z.number().int() }), status: 201,
});
export const revokeBetaInviteOp = operation({ id: "revokeBetaInvite", method: "DELETE", path: "/api/v1/admin/invites/{inviteId}", description: "Close an invite.", access: "platform-admin", params, status: 204, fails: ["not_found"] });

export const invitesContract = [listInvitesOp, createInviteOp, revokeInviteOp, viewInviteOp, acceptInviteOp, listBetaInvitesOp, createBetaInviteOp, importBetaInvitesOp, revokeBetaInviteOp];

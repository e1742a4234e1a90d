import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { member, membership, privacySettings, roleInput, workspace, workspaceInput } from "./schema";

const params = z.strictObject({ workspaceId: z.string().max(60) });
const memberParams = z.strictObject({ userId: z.uuid() });

export const listWorkspacesOp = operation({
  id: "listWorkspaces", method: "GET", path: "/api/v1/workspaces", description: "The workspaces one is a member of.", access: "viewer",
  query: listQuery({ sorts: ["createdAt", "name"], first: "createdAt" }), returns: listOf(membership, "MembershipList"), status: 200,
});
export const createWorkspaceOp = operation({
  id: "createWorkspace", method: "POST", path: "/api/v1/workspaces", description: "Make a workspace and own it; this session looks at it from then on.", access: "viewer", body: workspaceInput, returns: workspace, status: 201, fails: ["quota_exceeded"],
});
export const getWorkspaceOp = operation({
  id: "getWorkspace", method: "GET", path: "/api/v1/workspaces/{workspaceId}", description: "A workspace one is a member of.", access: "viewer", scopes: [], params, returns: workspace, status: 200, fails: ["not_found"],
});
export const renameWorkspaceOp = operation({
  id: "renameWorkspace", method: "PATCH", path: "/api/v1/workspaces/{workspaceId}", description: "Give a workspace another name.", access: "admin", params, body: workspaceInput, returns: workspace, status: 200, fails: ["not_found"],
});
export const getPrivacyOp = operation({
  id: "getPrivacySettings", method: "GET", path: "/api/v1/workspaces/{workspaceId}/privacy", description: "How long words and sound are kept.", access: "viewer", params, returns: privacySettings, status: 200, fails: ["not_found"],
});
export const updatePrivacyOp = operation({
  id: "updatePrivacySettings", method: "PUT", path: "/api/v1/workspaces/{workspaceId}/privacy", description: "Set how long words and sound are kept. A shorter time holds for what is there, too.", access: "admin", params, body: privacySettings, returns: privacySettings, status: 200, fails: ["not_found"],
});
export const switchWorkspaceOp = operation({
  id: "switchWorkspace", method: "PUT", path: "/api/v1/me/workspace", description: "Look at another of one's workspaces in this session.", access: "viewer", body: z.strictObject({ workspaceId: z.string().max(60) }), status: 204, fails: ["not_found"],
});
export const listMembersOp = operation({
  id: "listMembers", method: "GET", path: "/api/v1/members", description: "Who is in this workspace.", access: "viewer",
  query: listQuery({ sorts: ["joinedAt", "name", "email"], first: "joinedAt" }), returns: listOf(member, "MemberList"), status: 200,
});
export const updateMemberOp = operation({
  id: "updateMember", method: "PATCH", path: "/api/v1/members/{userId}", description: "Change a member's role. Owners are made and unmade by owners, and one always remains.", access: "admin", params: memberParams, body: roleInput, status: 204, fails: ["not_found", "last_owner"],
});
export const removeMemberOp = operation({
  id: "removeMember", method: "DELETE", path: "/api/v1/members/{userId}", description: "Remove a member, or leave. Their sessions and keys see nothing of the workspace within 5 s.", access: "viewer", params: memberParams, status: 204, fails: ["not_found", "last_owner"],
});

export const workspacesContract = [listWorkspacesOp, createWorkspaceOp, getWorkspaceOp, renameWorkspaceOp, getPrivacyOp, updatePrivacyOp, switchWorkspaceOp, listMembersOp, updateMemberOp, removeMemberOp];

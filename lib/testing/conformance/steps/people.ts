/** Accounts, links, sessions, keys, second factors, workspaces and those in them. Whoever loses something here is somebody made for it. */
import { TOTP } from "otpauth";
import type { Step } from "./step";

export const people: Step = async ({ call, known, stage, owner, linkFor }) => {
  await call("getMe");
  const newcomer = { email: "newcomer@example.com", password: "a boat on the river" };
  await call("signUp", { as: null, body: { ...newcomer, name: "New" } });
  await call("redeemEmailVerification", { as: null, body: { token: await linkFor(newcomer.email, /confirm/i) } });
  await call("requestEmailVerification", { as: null, body: { email: newcomer.email } });
  await call("requestPasswordReset", { as: null, body: { email: newcomer.email } });
  const password = "a boat on the lake";
  await call("redeemPasswordReset", { as: null, body: { token: await linkFor(newcomer.email, /password/i), password } });
  const pair = await call("openTokens", { as: null, body: { grant: "password", email: newcomer.email, password } });
  const next = await call("refreshTokens", { as: null, body: { refreshToken: pair.at("refreshToken") } });
  await call("endTokens", { as: next.at("accessToken") });

  const other = await stage.person("other");
  const as = other.token;
  await call("changePassword", { as, body: { currentPassword: other.password, newPassword: "a lamp on the pier" } });
  await call("requestEmailChange", { as, body: { email: "another@example.com", currentPassword: "a lamp on the pier" } });
  const elsewhere = await call("openTokens", { as: null, body: { grant: "password", email: other.email, password: "a lamp on the pier" } });
  await call("listSessions", { as });
  await call("endSession", { as, params: { sessionId: elsewhere.at("sessionId") } });
  await call("endOtherSessions", { as });
  const secret = await call("proposeSecondFactor", { as, body: { currentPassword: "a lamp on the pier" } });
  const code = () => new TOTP({ secret: secret.at("secret") }).generate();
  const codes = await call("confirmSecondFactor", { as, body: { code: code() } });
  const renewed = await call("renewRecoveryCodes", { as, body: { code: codes.at("recoveryCodes.0") } });
  await call("removeSecondFactor", { as, body: { currentPassword: "a lamp on the pier", code: renewed.at("recoveryCodes.0") } });

  const key = await call("createApiKey", { body: { name: "A key" } });
  await call("listApiKeys");
  await call("revokeApiKey", { params: { keyId: key.at("id") } });

  const me = await call("getMe");
  const workspaceId = me.at("workspaceId");
  const builder = await stage.person("builder");
  await call("createWorkspace", { as: builder.token, body: { name: "Second" } });
  known.add("workspaceId", workspaceId);
  await call("listWorkspaces");
  await call("getWorkspace", { params: { workspaceId } });
  await call("renameWorkspace", { params: { workspaceId }, body: { name: "Harbour" } });
  await call("updatePrivacySettings", { params: { workspaceId }, body: { retentionDays: 30, recordingHours: 24, redact: false } });
  await call("getPrivacySettings", { params: { workspaceId } });
  await call("switchWorkspace", { body: { workspaceId } });
  await call("getUsage");
  await call("listAllWorkspaces", { query: { limit: 5 } });
  await call("setWorkspacePlan", { params: { workspaceId }, body: { plan: "unlimited" } });

  const invite = await call("createInvite", { body: { email: builder.email, role: "builder" } });
  const token = invite.at("link").split("#")[1] ?? "";
  await call("viewInvite", { as: null, body: { token } });
  await call("acceptInvite", { as: builder.token, body: { token } });
  await call("listInvites");
  await call("revokeInvite", { params: { inviteId: (await call("createInvite", { body: { email: "nobody@example.com" } })).at("id") } });
  known.add("inviteId", (await call("createInvite", { body: { email: "somebody@example.com" } })).at("id"));
  const builderId = (await call("getMe", { as: builder.token })).at("id");
  await call("listMembers");
  await call("updateMember", { params: { userId: builderId }, body: { role: "viewer" } });
  await call("removeMember", { params: { userId: builderId } });
  known.add("userId", me.at("id"), builderId);

  await call("createBetaInvite", { body: { note: "For a friend" } });
  await call("importBetaInvites", { body: { csv: "friend@example.com,A friend\n" } });
  const beta = await call("createBetaInvite", { body: {} });
  await call("revokeBetaInvite", { params: { inviteId: beta.at("id") } });
  await call("listBetaInvites");
  await call("listOutbox");
  await call("listAuditEvents", { query: { limit: 5 } });
  await call("exportAuditEvents");
  await call("listAllAuditEvents", { query: { limit: 5 } });

  const copy = await call("requestExport", { body: { currentPassword: owner.password } });
  await call("downloadExport", { raw: { type: "application/x-www-form-urlencoded", bytes: new URLSearchParams({ token: copy.at("token") }).toString() } });
  const leaver = await stage.person("leaver");
  await call("withdrawConsents", { as: leaver.token });
  await call("withdrawConsent", { as: leaver.token, params: { agentId: known.ids.agents?.[0] ?? "" } });
  const erasure = await call("requestErasure", { as: leaver.token, body: { currentPassword: leaver.password } });
  await call("getErasureStatus", { as: null, body: { token: erasure.at("token") } });
};

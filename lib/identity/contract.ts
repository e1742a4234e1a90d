import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { recoveryCodes, refreshInput, secondFactorCodeInput, secondFactorRemoval, secondFactorSecret, secondFactorStart, tokenInput, tokenPair, accepted, apiKey, apiKeyInput, emailChange, emailOnly, me, newApiKey, passwordChange, passwordResetInput, session, signUpInput, signUpResult, verificationInput } from "./schema";

const sessionParams = z.strictObject({ sessionId: z.string().max(60) });
const keyParams = z.strictObject({ keyId: z.string().max(60) });

export const signUpOp = operation({
  id: "signUp", method: "POST", path: "/api/v1/me", limit: "signIn", description: "Make an account with a workspace of its own.", access: "public",
  body: signUpInput, returns: signUpResult, status: 201, fails: ["validation_failed", "signup_closed", "link_used", "conflict", "overloaded"],
});
export const getMeOp = operation({ id: "getMe", method: "GET", path: "/api/v1/me", description: "Who is signed in.", access: "viewer", scopes: [], returns: me, status: 200 });
export const listSessionsOp = operation({
  id: "listSessions", method: "GET", path: "/api/v1/sessions", description: "Where this account is signed in.", access: "viewer",
  query: listQuery({ sorts: ["lastSeenAt", "createdAt"], first: "-lastSeenAt" }), returns: listOf(session, "SessionList"), status: 200,
});
export const endSessionOp = operation({
  id: "endSession", method: "DELETE", path: "/api/v1/sessions/{sessionId}", description: "Sign out there, within 5 s.", access: "viewer", params: sessionParams, status: 204, fails: ["not_found"],
});
export const endOtherSessionsOp = operation({
  id: "endOtherSessions", method: "DELETE", path: "/api/v1/sessions", description: "Sign out everywhere else, within 5 s.", access: "viewer", status: 204,
});
export const requestVerificationOp = operation({
  id: "requestEmailVerification", method: "POST", path: "/api/v1/email-verifications", limit: "resets", description: "Send the link that confirms an address again; at most one a minute.", access: "public",
  body: emailOnly, returns: accepted, status: 202,
});
export const redeemVerificationOp = operation({
  id: "redeemEmailVerification", method: "PUT", path: "/api/v1/email-verifications", limit: "resets", description: "Confirm an address, or the change to a new one, by the link's token.", access: "public",
  body: verificationInput, status: 204, fails: ["link_used"],
});
export const requestPasswordResetOp = operation({
  id: "requestPasswordReset", method: "POST", path: "/api/v1/password-resets", limit: "resets", description: "Send a link for a new password; at most one a minute.", access: "public",
  body: emailOnly, returns: accepted, status: 202,
});
export const redeemPasswordResetOp = operation({
  id: "redeemPasswordReset", method: "PUT", path: "/api/v1/password-resets", limit: "resets", description: "Set a new password by the link's token. Every session ends within 5 s.", access: "public",
  body: passwordResetInput, status: 204, fails: ["link_used", "overloaded"],
});
export const changePasswordOp = operation({
  id: "changePassword", method: "PUT", path: "/api/v1/me/password", limit: "signIn", description: "Change the password. This session stays, every other ends within 5 s.", access: "viewer",
  body: passwordChange, status: 204, fails: ["overloaded"],
});
export const requestEmailChangeOp = operation({
  id: "requestEmailChange", method: "PUT", path: "/api/v1/me/email", limit: "resets", description: "Send a link to a new address; the change is made when it is used.", access: "viewer",
  body: emailChange, returns: accepted, status: 202, fails: ["overloaded"],
});
export const openTokensOp = operation({
  id: "openTokens", method: "POST", path: "/api/v1/tokens", limit: "signIn", description: "Sign in without a cookie: an access token for 15 minutes, and a refresh token.", access: "public",
  body: tokenInput, returns: tokenPair, status: 201, fails: ["invalid_credentials", "second_factor_required", "second_factor_wrong", "rate_limited", "overloaded", "identity_unavailable"],
});
export const refreshTokensOp = operation({
  id: "refreshTokens", method: "PUT", path: "/api/v1/tokens", limit: "renewals", description: "A new pair for a refresh token, which is good once; a token shown again later ends its session.", access: "public",
  body: refreshInput, returns: tokenPair, status: 200, fails: ["session_expired"],
});
export const endTokensOp = operation({ id: "endTokens", method: "DELETE", path: "/api/v1/tokens", description: "Sign out: the session behind this access token ends.", access: "viewer", status: 204 });
export const proposeSecondFactorOp = operation({
  id: "proposeSecondFactor", method: "POST", path: "/api/v1/me/second-factor", limit: "signIn", description: "Begin to add a second factor: the secret for the device.", access: "viewer",
  body: secondFactorStart, returns: secondFactorSecret, status: 201, fails: ["conflict", "overloaded"],
});
export const confirmSecondFactorOp = operation({
  id: "confirmSecondFactor", method: "PUT", path: "/api/v1/me/second-factor", limit: "signIn", description: "Confirm the second factor by a code of the device.", access: "viewer",
  body: secondFactorCodeInput, returns: recoveryCodes, status: 200, fails: ["conflict", "second_factor_wrong", "rate_limited"],
});
export const removeSecondFactorOp = operation({
  id: "removeSecondFactor", method: "DELETE", path: "/api/v1/me/second-factor", limit: "signIn", description: "Remove the second factor.", access: "viewer",
  body: secondFactorRemoval, status: 204, fails: ["conflict", "second_factor_wrong", "rate_limited", "overloaded"],
});
export const renewRecoveryCodesOp = operation({
  id: "renewRecoveryCodes", method: "POST", path: "/api/v1/me/recovery-codes", limit: "signIn", description: "New recovery codes; the old ones stop working.", access: "viewer",
  body: secondFactorCodeInput, returns: recoveryCodes, status: 201, fails: ["conflict", "second_factor_wrong", "rate_limited"],
});
export const listApiKeysOp = operation({
  id: "listApiKeys", method: "GET", path: "/api/v1/api-keys", description: "One's own keys in this workspace.", access: "builder",
  query: listQuery({ sorts: ["createdAt", "name"], first: "-createdAt" }), returns: listOf(apiKey, "ApiKeyList"), status: 200,
});
export const createApiKeyOp = operation({
  id: "createApiKey", method: "POST", path: "/api/v1/api-keys", description: "Make a key; it is shown this once.", access: "builder", body: apiKeyInput, returns: newApiKey, status: 201,
});
export const revokeApiKeyOp = operation({
  id: "revokeApiKey", method: "DELETE", path: "/api/v1/api-keys/{keyId}", description: "Revoke a key; it stops working within 5 s.", access: "builder", params: keyParams, status: 204, fails: ["not_found"],
});

export const identityContract = [
  signUpOp, getMeOp, requestVerificationOp, redeemVerificationOp, requestPasswordResetOp, redeemPasswordResetOp, changePasswordOp, requestEmailChangeOp,
  listSessionsOp, openTokensOp, refreshTokensOp, endTokensOp, proposeSecondFactorOp, confirmSecondFactorOp, removeSecondFactorOp, renewRecoveryCodesOp, endSessionOp, endOtherSessionsOp, listApiKeysOp, createApiKeyOp, revokeApiKeyOp,
];

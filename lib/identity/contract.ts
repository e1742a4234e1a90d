import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { apiKey, apiKeyInput, me, newApiKey, session, signUpInput, signUpResult } from "./schema";

const sessionParams = z.strictObject({ sessionId: z.string().max(60) });
const keyParams = z.strictObject({ keyId: z.string().max(60) });

export const signUpOp = operation({
  id: "signUp", method: "POST", path: "/api/v1/me", summary: "Make an account with a workspace of its own.", access: "public",
  body: signUpInput, returns: signUpResult, status: 201, fails: ["validation_failed", "signup_closed", "link_used", "conflict", "overloaded"],
});
export const getMeOp = operation({ id: "getMe", method: "GET", path: "/api/v1/me", summary: "Who is signed in.", access: "viewer", scopes: [], returns: me, status: 200 });
export const listSessionsOp = operation({
  id: "listSessions", method: "GET", path: "/api/v1/sessions", summary: "Where this account is signed in.", access: "viewer", returns: z.object({ sessions: z.array(session) }), status: 200,
});
export const endSessionOp = operation({
  id: "endSession", method: "DELETE", path: "/api/v1/sessions/{sessionId}", summary: "Sign out there, within 5 s.", access: "viewer", params: sessionParams, status: 204, fails: ["not_found"],
});
export const listApiKeysOp = operation({
  id: "listApiKeys", method: "GET", path: "/api/v1/api-keys", summary: "One's own keys in this workspace.", access: "builder", returns: z.object({ apiKeys: z.array(apiKey) }), status: 200,
});
export const createApiKeyOp = operation({
  id: "createApiKey", method: "POST", path: "/api/v1/api-keys", summary: "Make a key; it is shown this once.", access: "builder", body: apiKeyInput, returns: newApiKey, status: 201,
});
export const revokeApiKeyOp = operation({
  id: "revokeApiKey", method: "DELETE", path: "/api/v1/api-keys/{keyId}", summary: "Revoke a key; it stops working within 5 s.", access: "builder", params: keyParams, status: 204, fails: ["not_found"],
});

export const identityContract = [signUpOp, getMeOp, listSessionsOp, endSessionOp, listApiKeysOp, createApiKeyOp, revokeApiKeyOp];

import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { ssoConnection, ssoConnectionInput, ssoDomain, ssoStarted, ssoStartInput } from "./schema";

const path = "/api/v1/sso/connection";
const domainParams = z.strictObject({ domainId: z.string().max(60) });

export const getSsoConnectionOp = operation({ id: "getSsoConnection", method: "GET", path, description: "How people of this workspace sign in with their organisation.", access: "admin", returns: ssoConnection, status: 200, fails: ["not_found"] });
export const setSsoConnectionOp = operation({
  id: "setSsoConnection", method: "PUT", path, description: "Set the identity server and the domains of this workspace. Domains that stay on the list stay proven.", access: "admin", body: ssoConnectionInput, returns: ssoConnection, status: 200,
});
export const deleteSsoConnectionOp = operation({
  id: "deleteSsoConnection", method: "DELETE", path, description: "Nobody signs in by it any more. People, their memberships and open sessions stay.", access: "admin", status: 204, fails: ["not_found"],
});
export const verifySsoDomainOp = operation({
  id: "verifySsoDomain", method: "POST", path: "/api/v1/sso/domains/{domainId}/verification", limit: "outgoing", description: "Look for the domain's TXT record; once it is found, people with the domain sign in.", access: "admin",
  params: domainParams, returns: ssoDomain, status: 200, fails: ["not_found", "domain_unproven", "domain_taken"],
});
export const startSsoOp = operation({
  id: "startSso", method: "POST", path: "/api/v1/sso/start", limit: "signIn", description: "Begin to sign in with one's organisation.", access: "public", body: ssoStartInput, returns: ssoStarted, status: 200, fails: ["sso_unknown_domain", "sso_unavailable"],
});

export const ssoContract = [getSsoConnectionOp, setSsoConnectionOp, deleteSsoConnectionOp, verifySsoDomainOp, startSsoOp];

import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { currentPassword, erasureStatus, erasureToken, newErasure, newExport } from "./schema";

/** A token and its name. */
export const maxFormBytes = 1_000;

export const requestExportOp = operation({
  id: "requestExport", method: "POST", path: "/api/v1/me/export", limit: "signIn", description: "Ask for a copy of everything that is kept about oneself; its link works once and for ten minutes.", access: "viewer",
  body: currentPassword, returns: newExport, status: 201, fails: ["rate_limited", "overloaded"],
});
export const downloadExportOp = operation({
  id: "downloadExport", method: "POST", path: "/api/v1/me/export/download", limit: "signIn", description: "The copy, streamed as a zip of JSON and audio.", access: "viewer",
  rawBody: { contentTypes: ["application/x-www-form-urlencoded"], maxBytes: maxFormBytes, form: z.object({ token: z.string().max(100).describe("From asking for the copy.") }) }, answers: ["application/zip"], status: 200, fails: ["link_used", "payload_too_large", "overloaded"],
});
export const requestErasureOp = operation({
  id: "requestErasure", method: "POST", path: "/api/v1/me/erasure", limit: "signIn", description: "Delete one's account and everything of oneself. Sessions, keys and calls end within 5 s.", access: "viewer",
  body: currentPassword, returns: newErasure, status: 202, fails: ["last_owner", "overloaded"],
});
export const erasureStatusOp = operation({
  id: "getErasureStatus", method: "POST", path: "/api/v1/erasures/status", limit: "resets", description: "How far the deletion of an account is, by the token that its request gave; until a day after its end.", access: "public",
  body: erasureToken, returns: erasureStatus, status: 200, fails: ["link_used"],
});

export const privacyContract = [requestExportOp, downloadExportOp, requestErasureOp, erasureStatusOp];

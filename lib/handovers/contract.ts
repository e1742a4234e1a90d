import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf } from "@/lib/platform/page";
import { handover, handoverQuery } from "./schema";

export const listHandoversOp = operation({
  id: "listHandovers", method: "GET", path: "/api/v1/handovers", description: "Messages that agents left for people", access: "viewer", scopes: ["conversations:read"],
  query: handoverQuery, returns: listOf(handover, "HandoverList", { unreadCount: z.number().int() }), status: 200,
});
export const readHandoverOp = operation({
  id: "readHandover", method: "PATCH", path: "/api/v1/handovers/{id}", description: "Mark a message as read, or unread", access: "viewer", scopes: ["conversations:write"],
  params: z.strictObject({ id: z.string().max(64) }), body: z.strictObject({ read: z.boolean() }), status: 204, fails: ["not_found"],
});

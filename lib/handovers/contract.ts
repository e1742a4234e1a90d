import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { handover } from "./schema";

export const listHandoversOp = operation({
  id: "listHandovers", method: "GET", path: "/api/v1/handovers", description: "Messages that agents left for people", access: "viewer", scopes: ["conversations:read"],
  query: z.strictObject({ unread: z.enum(["true", "false"]).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  returns: z.object({ handovers: z.array(handover), unreadCount: z.number().int() }), status: 200,
});
export const readHandoverOp = operation({
  id: "readHandover", method: "PATCH", path: "/api/v1/handovers/{id}", description: "Mark a message as read, or unread", access: "viewer", scopes: ["conversations:write"],
  params: z.strictObject({ id: z.string() }), body: z.strictObject({ read: z.boolean() }), status: 204, fails: ["not_found"],
});

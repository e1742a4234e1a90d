import { route } from "@/lib/api/route";
import { deleteConversationOp, getConversationOp, updateConversationOp } from "@/lib/conversations/contract";
import { deleteConversation, getConversation, updateConversation } from "@/lib/conversations/service";

export const GET = route(getConversationOp, getConversation);
export const PATCH = route(updateConversationOp, updateConversation);
export const DELETE = route(deleteConversationOp, deleteConversation);

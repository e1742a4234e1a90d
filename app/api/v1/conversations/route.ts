import { route } from "@/lib/api/route";
import { createConversationOp, listConversationsOp } from "@/lib/conversations/contract";
import { createConversation } from "@/lib/conversations/http-turns";
import { listConversations } from "@/lib/conversations/service";

export const GET = route(listConversationsOp, listConversations);
export const POST = route(createConversationOp, createConversation);

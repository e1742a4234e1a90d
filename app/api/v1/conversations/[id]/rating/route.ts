import { route } from "@/lib/api/route";
import { rateConversationOp } from "@/lib/conversations/contract";
import { rateConversation } from "@/lib/conversations/service";

export const POST = route(rateConversationOp, rateConversation);

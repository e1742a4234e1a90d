import { preflight } from "@/lib/api/cors";
import { route } from "@/lib/api/route";
import { createTurnOp } from "@/lib/conversations/contract";
import { createTurn } from "@/lib/conversations/http-turns";

export const POST = route(createTurnOp, createTurn);
export const OPTIONS = preflight;

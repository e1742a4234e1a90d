import { route } from "@/lib/api/route";
import { listVoicesOp } from "@/lib/voices/contract";
import { listVoices } from "@/lib/voices/service";

export const GET = route(listVoicesOp, listVoices);

import { route } from "@/lib/api/route";
import { listHandoversOp } from "@/lib/handovers/contract";
import { listHandovers } from "@/lib/handovers/service";

export const GET = route(listHandoversOp, listHandovers);

import { route } from "@/lib/api/route";
import { listOutboxOp } from "@/lib/mail/contract";
import { listOutbox } from "@/lib/mail/service";

export const GET = route(listOutboxOp, listOutbox);

import { route } from "@/lib/api/route";
import { listReceiptsOp } from "@/lib/recordings/contract";
import { listReceipts } from "@/lib/recordings/receipts";

export const GET = route(listReceiptsOp, listReceipts);

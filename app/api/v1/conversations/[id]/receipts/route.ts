import { route } from "@/lib/api/route";
import { pageOfWhole } from "@/lib/platform/page";
import { listReceiptsOp } from "@/lib/recordings/contract";
import { listReceipts } from "@/lib/recordings/receipts";

export const GET = route(listReceiptsOp, async (ctx, input) => {
  const { items, publicKey } = await listReceipts(ctx, input);
  return { ...pageOfWhole(items, input, ({ id }) => id), publicKey };
});

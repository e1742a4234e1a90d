import { route } from "@/lib/api/route";
import { listMembersOp } from "@/lib/workspaces/contract";
import { listMembers } from "@/lib/workspaces/service";
import { pageOfWhole } from "@/lib/platform/page";

export const GET = route(listMembersOp, async (ctx, input) => pageOfWhole(await listMembers(ctx), input, ({ userId }) => userId));

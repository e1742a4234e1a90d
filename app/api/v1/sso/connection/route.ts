import { route } from "@/lib/api/route";
import { deleteSsoConnectionOp, getSsoConnectionOp, setSsoConnectionOp } from "@/lib/sso/contract";
import { deleteConnection, getConnection, setConnection } from "@/lib/sso/service";

export const GET = route(getSsoConnectionOp, getConnection);
export const PUT = route(setSsoConnectionOp, (ctx, input) => setConnection(ctx, input));
export const DELETE = route(deleteSsoConnectionOp, deleteConnection);

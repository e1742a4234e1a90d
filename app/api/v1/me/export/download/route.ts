import { readBody } from "@/lib/api/input";
import { route } from "@/lib/api/route";
import { downloadExportOp, maxFormBytes } from "@/lib/privacy/contract";
import { downloadExport } from "@/lib/privacy/service";

/** A form and no link: a token in an address would be in histories and logs. */
export const POST = route(downloadExportOp, async (ctx, _input, request) =>
  downloadExport(ctx, { token: new URLSearchParams((await readBody(request, maxFormBytes)).toString()).get("token") ?? "" }));

import { preflight } from "@/lib/api/cors";
import { readBody } from "@/lib/api/input";
import { route } from "@/lib/api/route";
import { addPdfOp, maxPdfBodyBytes } from "@/lib/knowledge/contract";
import { addPdf } from "@/lib/knowledge/service";

export const POST = route(addPdfOp, async (ctx, { id, title }, request) => addPdf(ctx, { id, title, bytes: await readBody(request, maxPdfBodyBytes) }));
export const OPTIONS = preflight;

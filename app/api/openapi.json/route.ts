import { openApiDocument } from "@/lib/api/openapi";
import { publicOrigin } from "@/lib/platform/env";

export const dynamic = "force-dynamic";

let document: ReturnType<typeof openApiDocument> | undefined;

export function GET(): Response {
  document ??= openApiDocument();
  return Response.json({ ...document, servers: [{ url: publicOrigin() }] }, { headers: { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" } });
}

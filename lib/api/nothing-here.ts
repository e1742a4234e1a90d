import { AppError } from "@/lib/platform/errors";
import { requestIdFrom } from "@/lib/platform/request-id";
import { addCorsHeaders } from "./cors";
import { errorResponse } from "./problem";

/** For addresses under `/api/v1` and `/v1` that no operation has: the error's usual shape in place of a page. */
export function nothingHere(request: Request): Response {
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const response = errorResponse(new AppError("not_found"), { pathname: new URL(request.url).pathname, requestId });
  addCorsHeaders(response.headers, request.headers);
  return response;
}

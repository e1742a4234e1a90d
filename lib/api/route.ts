import { actorFromHeaders, isAdminWithoutFactor } from "@/lib/identity/session";
import { anonymousActor, atLeast, ctxFor, type Actor, type Ctx } from "@/lib/platform/ctx";
import { AppError, errorTable, isAppError } from "@/lib/platform/errors";
import { callerAddress } from "@/lib/platform/forwarding";
import { metrics } from "@/lib/platform/metrics";
import { isNamedIn } from "@/lib/platform/etag";
import { limitOf, makesSomething, type Operation, type OperationInput, type OperationOutput } from "@/lib/platform/operation";
import { addRateHeaders, rateLimiter, requireRoom, type Verdict } from "@/lib/platform/rate-limiter/limiter";
import { countedFor } from "@/lib/platform/rate-limits";
import { requestIdFrom } from "@/lib/platform/request-id";
import { reportError } from "@/lib/platform/sentry";
import { idempotencyHeader } from "@/lib/idempotency/schema";
import { takeTurn } from "@/lib/idempotency/service";
import { addCorsHeaders } from "./cors";
import { checked, plainValue, queryObject, readJson, refuseEncoded } from "./input";
import { asAppError, errorResponse } from "./problem";

export type Handler<O extends Operation> = (ctx: Ctx, input: OperationInput<O>, request: Request) => Promise<OperationOutput<O> | Response>;
interface RouteContext { params: Promise<Record<string, string | string[] | undefined>> }
export type RouteHandler = (request: Request, context?: RouteContext) => Promise<Response>;

/** A door: who asks, whether they may, what they sent; then the handler; then the answer in its declared shape. */
export function route<const O extends Operation>(operation: O, handler: Handler<O>): RouteHandler {
  return async (request, context) => {
    const requestId = requestIdFrom(request.headers.get("x-request-id"));
    const from = callerAddress(request.headers);
    let ctx = ctxFor(anonymousActor, { requestId, from, signal: request.signal });
    const startedMs = ctx.clock.nowMs();
    let response: Response;
    let counted: Verdict | null = null;
    try {
      const came = await cameFrom(operation, request);
      counted = await rateLimiter().take(countedFor(limitOf(operation), "actor" in came ? came.actor : null, from));
      requireRoom(counted);
      if ("refused" in came) throw came.refused;
      const actor = await permitted(operation, came.actor);
      ctx = ctxFor(actor, { requestId, from, signal: request.signal });
      const input = await inputOf(operation, request, context);
      response = await once(operation, ctx, request, input, async () => conditional(request, answer(operation, await handler(ctx, input, request))));
    } catch (error) {
      report(ctx, operation, error);
      response = errorResponse(error, { pathname: operation.path, requestId });
    }
    response.headers.set("x-request-id", requestId);
    if (counted) addRateHeaders(response.headers, counted);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
    addCorsHeaders(response.headers, request.headers);
    const elapsedMs = ctx.clock.nowMs() - startedMs;
    metrics().http.observe({ operation: operation.id, method: operation.method, status: String(response.status) }, elapsedMs / 1_000);
    ctx.log.info({ operation: operation.id, status: response.status, elapsedMs: Math.round(elapsedMs) }, "request answered");
    return response;
  };
}

/** Who asks. A credential that does not hold is counted as nobody's and then refused: a guess is not free. */
async function cameFrom(operation: Operation, request: Request): Promise<{ actor: Actor | null } | { refused: unknown }> {
  try { return { actor: await actorFromHeaders(request.headers, { changesState: operation.method !== "GET" }) }; } catch (refused) {
    if (errorTable[asAppError(refused).code].expected) return { refused };
    throw refused;
  }
}

/** The actor, after every check that does not need the body. */
async function permitted(operation: Operation, actor: Actor | null): Promise<Actor> {
  if (actor?.kind === "key") requireScopes(operation, actor);
  if (operation.access === "public") return actor ?? anonymousActor;
  if (!actor || actor.kind === "caller") throw new AppError("unauthenticated");
  const allowed = operation.access === "platform-admin" ? actor.platformAdmin : atLeast(actor.role, operation.access);
  if (!allowed) throw new AppError(operation.access === "platform-admin" && await isAdminWithoutFactor(actor) ? "second_factor_needed" : "forbidden");
  return actor;
}

function requireScopes(operation: Operation, key: Actor): void {
  const forKeys = operation.access === "public" || (operation.scopes !== undefined && operation.access !== "platform-admin");
  if (!forKeys) throw new AppError("scope_missing", { public: "API keys cannot do this. Sign in." });
  const missing = operation.scopes?.find((scope) => !key.scopes.includes(scope));
  if (missing) throw new AppError("scope_missing", { public: `This key lacks the scope ${missing}.` });
}

async function inputOf<O extends Operation>(operation: O, request: Request, context?: RouteContext): Promise<OperationInput<O>> {
  if (operation.body ?? operation.rawBody) refuseEncoded(request.headers);
  const params = operation.params ? checked(operation.params, plainValue(await context?.params ?? {})) : {};
  const query = operation.query ? checked(operation.query, plainValue(queryObject(new URL(request.url).searchParams))) : {};
  const body: unknown = operation.body ? checked(operation.body, await readJson(request)) : {};
  const ifMatch = operation.changesIf ? { ifMatch: request.headers.get("if-match") } : {};
  // The one place where checked parts become the handler's typed input.
  return { ...Object(body), ...query, ...params, ...ifMatch } as OperationInput<O>;
}

function answer(operation: Operation, result: unknown): Response {
  if (result instanceof Response) return new Response(result.body, { status: result.status, statusText: result.statusText, headers: result.headers });
  if (operation.status === 204 || !operation.returns) return new Response(null, { status: 204 });
  const shown = operation.returns.parse(result);
  return Response.json(shown, { status: operation.status, headers: operation.etag ? { etag: operation.etag(shown) } : {} });
}

/** A reader who has this answer already is told so. */
function conditional(request: Request, response: Response): Response {
  const etag = response.headers.get("etag");
  if (request.method !== "GET" || etag === null || !isNamedIn(request.headers.get("if-none-match"), etag)) return response;
  return new Response(null, { status: 304, headers: { etag } });
}

/** A create with an `Idempotency-Key` is made once, and a repeat hears the first answer. A refusal gives the key back; where nobody can say whether it was made, it stays taken. */
async function once(operation: Operation, ctx: Ctx, request: Request, input: unknown, make: () => Promise<Response>): Promise<Response> {
  const key = request.headers.get(idempotencyHeader);
  if (key === null || !makesSomething(operation)) return make();
  const sent = operation.rawBody ? [request.headers.get("content-type")?.split(";")[0], request.headers.get("content-length")] : input;
  const turn = await takeTurn(ctx, { key, what: `${operation.id} ${new URL(request.url).pathname}`, sent: JSON.stringify(sent) });
  if ("answer" in turn) return new Response(turn.answer.body, { status: turn.answer.status, headers: { "content-type": "application/json", "idempotent-replayed": "true" } });
  const response = await make().catch(async (error: unknown) => {
    if (!["internal", "database_unavailable"].includes(asAppError(error).code)) await turn.letGo();
    throw error;
  });
  await turn.finish({ status: response.status, body: await response.clone().text() });
  return response;
}

function report(ctx: Ctx, operation: Operation, thrown: unknown): void {
  const error = asAppError(thrown);
  const fields = { operation: operation.id, code: error.code };
  if (errorTable[error.code].expected) return ctx.log.debug({ ...fields, err: error }, "request refused");
  ctx.log.error({ ...fields, err: isAppError(thrown) ? error : thrown }, "request failed");
  reportError(thrown, { requestId: ctx.requestId, operation: operation.id });
}

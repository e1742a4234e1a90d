/** The way in: refuses with an honest status before the upgrade, or makes a call of the socket. */
import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { getCallableAgent, type CallableAgent } from "@/lib/agents/service";
import { callsOf, closedCalls, liveCall, liveCalls } from "@/lib/conversations/live-calls";
import { historyOf, openCall, type LiveCall } from "@/lib/conversations/gateway";
import { slugOfAgent } from "@/lib/conversations/store";
import { namesAgent, readTarget, targetName, type Target } from "@/lib/conversations/target";
import { ctxFor, systemCtx, type Actor, type Ctx } from "@/lib/platform/ctx";
import { systemClock } from "@/lib/platform/clock";
import { AppError, errorTable, isAppError, type ErrorCode } from "@/lib/platform/errors";
import { env } from "@/lib/platform/env";
import { callerOf } from "@/lib/platform/forwarding";
import { securityHeaders } from "@/lib/platform/headers";
import { metrics } from "@/lib/platform/metrics";
import { rateLimiter, requireRoom } from "@/lib/platform/rate-limiter/limiter";
import { countedFor } from "@/lib/platform/rate-limits";
import { requestIdFrom } from "@/lib/platform/request-id";
import { isProviderError } from "@/lib/voice/ports";
import { callAgentOf } from "@/lib/voices/call-agent";
import type { VoiceRuntime } from "@/lib/voices/runtime";
import { defaultAgentSlug } from "@/lib/conversations/default-agent";
import { authenticate, bringsResumeToken, offeredProtocols, type Authenticated } from "./authenticate";
import { asksForBeta } from "./beta";
import { clientEvent, type SessionInput } from "./client-events";
import { openConnection } from "./connection";
import { callsPerAnonymous, callsPerOwner, closeTimeoutMs, maxArriving, maxBufferedChunks, maxEventBytes, maxFragments } from "./limits";
import { mayOverride } from "./rights";
import type { SessionGrounds } from "./session";

export interface RealtimeDoor {
  /** Answers every request it is given: with an upgrade, or with a refusal. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** No new calls; those that run are told that the server goes away. Resolves when all have ended. */
  drain(): Promise<void>;
}

export interface DoorOptions { maxCalls?: number; maxCallsPerOwner?: number; maxArriving?: number; clock?: typeof systemClock }

/** Right after the start a caller waits for the models, but not for ever. */
const warmMs = 5_000;
const drainMs = 5_000;
/** For clients to take their leave in; one that does not answer is cut off. */
const farewellMs = 1_000;

interface Entered {
  live: LiveCall;
  grounds: SessionGrounds;
  presets: SessionInput | null;
  warnings: { code: string; message: string }[];
  /** For a client that left before its socket was open. */
  forget(): void;
}

export function createRealtimeDoor(runtime: VoiceRuntime, options: DoorOptions = {}): RealtimeDoor {
  const closing = { closeTimeout: closeTimeoutMs }; // which the types of `ws` do not know yet
  // One event of a connection in each turn of the loop: thousands that came in one packet would hold up everybody's audio.
  const server = new WebSocketServer({ ...closing, noServer: true, maxPayload: maxEventBytes, maxFragments, maxBufferedChunks, allowSynchronousEvents: false, perMessageDeflate: false, handleProtocols: (offered) => (offered.has("realtime") ? "realtime" : false) });
  let draining = false;
  const maxCalls = options.maxCalls ?? runtime.maxCalls;
  /** The owners of calls that are being opened: they count before they are on the list, so that many at once are no way past it. */
  const arriving: string[] = [];
  let upgrading = 0;

  const requireOpen = () => { if (draining) throw new AppError("shutting_down", { retryAfterMs: 5_000 }); };
  const requireLine = () => { if (liveCalls().length + arriving.length >= maxCalls) throw new AppError("overloaded", { retryAfterMs: 15_000 }); };
  const admit = () => {
    try { return runtime.admit(); } catch (error) {
      if (isProviderError(error)) throw new AppError("overloaded", { cause: error, retryAfterMs: error.options.retryAfterMs ?? 15_000 });
      throw error;
    }
  };
  /** Gives the way to free the place again. */
  const reserve = (actor: Actor | null, owner: string): (() => void) => {
    requireOpen();
    requireLine();
    const most = !actor || actor.kind === "caller" ? callsPerAnonymous : options.maxCallsPerOwner ?? Math.min(callsPerOwner, maxCalls);
    if (callsOf(owner) + arriving.filter((other) => other === owner).length >= most) throw new AppError("rate_limited", { public: `You have ${most} calls open already. End one first.`, retryAfterMs: 15_000 });
    arriving.push(owner);
    return () => { arriving.splice(arriving.indexOf(owner), 1); };
  };

  const enter = async (ctx: Ctx, request: IncomingMessage): Promise<Entered> => {
    requireOpen();
    // Said before anything is asked of the database, so that it is said at once. A call that goes on needs no line more.
    if (!bringsResumeToken(request)) requireLine();
    requireRoom(await rateLimiter().take(countedFor(bringsResumeToken(request) ? "resumptions" : "upgrades", null, callerOf(request))));
    const came = await authenticate(ctx, request);
    try { return await admitted(ctx, request, came); } catch (error) { await came.giveBack(); throw error; }
  };

  const admitted = async (ctx: Ctx, request: IncomingMessage, came: Authenticated): Promise<Entered> => {
    const { resumed, giveBack } = came;
    // What was begun without an account goes on without one, whatever cookie the browser adds to a socket: a frame on another site cannot leave it out.
    const actor = resumed?.callerKind === "caller" ? null : came.actor;
    const going = resumed && liveCall(resumed.id);
    // The credential of a call that goes on is its own, and is asked again every few seconds: its token is enough, but nobody else's credential is.
    const needsActor = resumed !== null && resumed.callerKind !== "caller" && (actor !== null || !going);
    if (needsActor && actor?.userId !== resumed.userId) throw new AppError("unauthenticated");
    if (going) return { live: going, ...dressed(going, [], await runtime.voicesLike(going.callable.definition, going.callable.workspaceId)), presets: null, forget: () => void giveBack() };
    const owner = actor?.userId ?? actor?.credentialId ?? callerOf(request);
    const free = reserve(actor, owner);
    try { return await opened(ctx, request, { ...came, actor }, owner); } finally { free(); }
  };

  const opened = async (ctx: Ctx, request: IncomingMessage, { actor, target, session, resumed, giveBack }: Authenticated, owner: string): Promise<Entered> => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const caller: Actor = actor ?? { kind: "caller", userId: null, workspaceId: resumed?.workspaceId ?? "", role: "caller", scopes: [], platformAdmin: false, credentialId: null };
    if (caller.kind === "key" && !caller.scopes.includes("realtime:connect")) throw new AppError("scope_missing", { public: "This key lacks the scope realtime:connect." });
    await within(warmMs, runtime.ready);
    const lease = admit();
    try {
      const asActor = ctxFor(caller, { requestId: ctx.requestId });
      const { callable, warnings } = resumed
        ? { callable: await getCallableAgent(asActor, (await slugOfAgent(ctx, resumed.agentId, resumed.workspaceId)) ?? "", resumed.agentVersion ?? "draft"), warnings: [] }
        : await targetOf(asActor, url, target);
      const agent = callAgentOf(callable);
      const providers = await runtime.providersFor(callable.definition, callable.workspaceId);
      const voices = await runtime.voicesLike(callable.definition, callable.workspaceId);
      const live = await openCall({
        actor: caller, owner, callable, agent, providers, channel: url.searchParams.get("ext") === "1" && request.headers.origin ? "browser" : "realtime",
        resumed: resumed && { conversation: resumed, history: await historyOf(ctx, { conversationId: resumed.id, workspaceId: resumed.workspaceId }) },
        requestId: ctx.requestId, release: () => lease.release(),
      });
      return { live, ...dressed(live, warnings, voices), presets: presetsOf(session), forget: () => { if (resumed) { live.detach(); void giveBack(); } else live.end("failed"); } };
    } catch (error) { lease.release(); throw error; }
  };

  const upgrade: RealtimeDoor["upgrade"] = (request, socket, head) => {
    const ctx = systemCtx({ requestId: requestIdFrom(request.headers["x-request-id"]?.toString() ?? null), ...(options.clock ? { clock: options.clock } : {}) });
    if (upgrading >= (options.maxArriving ?? maxArriving)) return refuse(ctx, socket, new AppError("overloaded", { retryAfterMs: 5_000 }));
    upgrading += 1;
    const gone = new AbortController();
    socket.once("close", () => gone.abort());
    enter(ctx, request).finally(() => { upgrading -= 1; }).then((entered) => {
      if (gone.signal.aborted) return entered.forget();
      let upgraded = false;
      server.handleUpgrade(request, socket, head, (webSocket) => {
        upgraded = true;
        const url = new URL(request.url ?? "/", "http://localhost");
        openConnection({
          ctx: { ...ctx, log: ctx.log.child({ conversationId: entered.live.conversationId }) }, socket: webSocket, live: entered.live, grounds: entered.grounds,
          beta: asksForBeta(request, offeredProtocols(request)), extended: url.searchParams.get("ext") === "1", presets: entered.presets, warnings: entered.warnings,
        });
      });
      if (!upgraded) entered.forget(); // a handshake that is none has been refused by now
    }).catch((error: unknown) => refuse(ctx, socket, error));
  };

  return {
    upgrade,
    async drain() {
      draining = true;
      const calls = liveCalls();
      for (const call of calls) call.end("shutdown");
      await within(drainMs, Promise.all(calls.map((call) => call.ended)).then(closedCalls));
      await within(farewellMs, Promise.all([...server.clients].map((client) => new Promise<void>((gone) => { client.once("close", () => gone()); }))));
      for (const client of server.clients) client.terminate();
    },
  };
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([work, systemClock.sleep(limitMs, waiting.signal)]);
  waiting.abort();
}

/** `model=` decides; a client secret is for the agent that it was made for. */
async function targetOf(ctx: Ctx, url: URL, secretTarget: Target | null): Promise<{ callable: CallableAgent; warnings: { code: string; message: string }[] }> {
  const model = url.searchParams.get("model") ?? "";
  const asked = secretTarget ?? readTarget(model);
  if (asked) return { callable: await agentFor(ctx, asked), warnings: [] };
  if (namesAgent(model)) throw new AppError("model_unknown");
  const slug = await defaultAgentSlug(ctx);
  return { callable: await agentFor(ctx, { slug, which: null }), warnings: [{ code: "model_mapped", message: `There is no model of that name here; the agent ${slug} answers.` }] };
}

async function agentFor(ctx: Ctx, { slug, which }: Target): Promise<CallableAgent> {
  try { return await getCallableAgent(ctx, slug, which); } catch (error) {
    if (isAppError(error) && error.code === "not_found") throw new AppError("model_unknown", { cause: error, ...(error.options.public ? { public: error.options.public } : {}) });
    throw error;
  }
}

function dressed(live: LiveCall, warnings: { code: string; message: string }[], voices: string[]): { grounds: SessionGrounds; warnings: { code: string; message: string }[] } {
  const { callable, agent, actor } = live;
  const grounds: SessionGrounds = {
    id: `sess_${live.conversationId.slice(4)}`, model: targetName(callable.agent.slug, callable.version), agent, own: callAgentOf(callable), voice: callable.definition.voice.voice, voices,
    transcriber: callable.definition.transcriber.provider, expiresAtSeconds: Math.floor((Date.now() + agent.policy.maxDurationMs) / 1_000),
    mayOverride: mayOverride(actor, callable.workspaceId),
  };
  return { grounds, warnings };
}

function presetsOf(session: Record<string, unknown>): SessionInput | null {
  const parsed = clientEvent.safeParse({ type: "session.update", session });
  return parsed.success && parsed.data.type === "session.update" ? parsed.data.session : null;
}

/** As the doors under `/v1` name them. */
const typeOf = (status: number): string => ({ 401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error" })[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");

function refuse(ctx: Ctx, socket: Duplex, thrown: unknown): void {
  const error = isAppError(thrown) ? thrown : new AppError("internal", { cause: thrown });
  const code: ErrorCode = error.code;
  const { status, expected, retryable } = errorTable[code];
  metrics().callsRefused.inc({ code });
  if (expected) ctx.log.info({ code }, "call refused");
  else ctx.log.error({ err: thrown, code }, "call refused");
  const body = JSON.stringify({ error: { type: typeOf(status), code, message: error.publicMessage, param: null } });
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}`, "Connection: close", "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`, `X-Request-Id: ${ctx.requestId}`, "Cache-Control: no-store",
    ...securityHeaders(env().PARLEY_URL?.startsWith("https:") ?? false).map(([name, value]) => `${name}: ${value}`), ...(status === 401 ? ["WWW-Authenticate: Bearer"] : []),
    ...(retryable || error.options.retryAfterMs ? [`Retry-After: ${Math.max(1, Math.ceil((error.options.retryAfterMs ?? 1_000) / 1_000))}`] : []),
  ];
  if (!socket.writable) return void socket.destroy();
  socket.once("finish", () => socket.destroy()); // a client that never hangs up would hold it open
  socket.end(`${headers.join("\r\n")}\r\n\r\n${body}`);
}

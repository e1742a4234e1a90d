import { randomBytes } from "node:crypto";
import type { CallableAgent } from "@/lib/agents/service";
import { requireQuota } from "@/lib/billing/quota";
import { callQuotas } from "@/lib/billing/schema";
import { consenterOf, grantConsent, standingConsents, type Consenter } from "@/lib/consent/service";
import type { ConsentKind } from "@/lib/consent/schema";
import { memberTextVersion } from "@/lib/identity/schema";
import { leaveHandover } from "@/lib/handovers/service";
import { recheckActor } from "@/lib/identity/session";
import { asSystem, systemCtx, type Actor, type Ctx } from "@/lib/platform/ctx";
import { newId, newSecret } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/crypto";
import { metrics, observeTurnStage, turnStages } from "@/lib/platform/metrics";
import { toolsForCall } from "@/lib/tools/call-tools";
import type { PrivacySettings } from "@/lib/workspaces/schema";
import { privacyOf } from "@/lib/workspaces/service";
import { converse } from "@/lib/voice/converse";
import type { Call, CallAgent, CallProviders, HistoryItem } from "@/lib/voice/call";
import type { CallEndReason, VoiceEvent } from "@/lib/voice/events";
import type { TurnTrace } from "@/lib/voice/trace";
import { emitEvents } from "@/lib/webhooks/emit";
import { endConversation, isOnSocket, leaveOpen, type EndingCall } from "./ending";
import { registerCall } from "./live-calls";
import type { CallChange } from "./realtime/session";
import type { ConversationSummary } from "./schema";
import * as store from "./store";
import { redact } from "./redaction";
import { createTurnLog } from "./turn-log";
import { createCallConsent, type CallConsent, type ConsentChange, type ConsentState } from "./call-consent";

/** How long a call outlives its connection. */
export const resumeWithinMs = 60_000;
/** A live call says so this often; without it the sweep ends the conversation. */
const leaseMs = 30_000;
/** Below the 5 s within which a call of somebody signed out must end. */
const recheckMs = 4_000;
/** Nobody is there to be asked whether they are still there. */
const idleWhileGoneMs = 300_000;
const rememberedTurns = 200;

export interface OpenCallOptions {
  actor: Actor;
  /** Whoever's share of lines it takes: a user, a key, or an address. */
  owner: string;
  callable: CallableAgent;
  agent: CallAgent;
  providers: CallProviders;
  channel: ConversationSummary["channel"];
  /** A conversation that is taken up again, with what was said in it. */
  resumed: { conversation: store.ResumableConversation; history: HistoryItem[] } | null;
  requestId: string;
  /** The conversation outlives the call by so much: over HTTP each turn is a call of its own. */
  keepOpenMs?: number;
  /** The call's place among those the machine can serve. */
  release(): void;
}

export interface LiveCall {
  readonly conversationId: string;
  readonly owner: string;
  readonly actor: Actor;
  readonly callable: CallableAgent;
  /** As configured so far. */
  readonly agent: CallAgent;
  readonly resumed: boolean;
  readonly ended: Promise<void>;
  /** Begins the engine with `change` already in force; later calls give the same call. */
  start(change: CallChange, options: { greet: boolean; modality: "audio" | "text" }): Call;
  running(): Call | null;
  history(): readonly HistoryItem[];
  hear(audio: Float32Array): boolean;
  /** One listener at a time: a new one puts the old one off. `lost` says that its place was taken. */
  attach(listener: { tell(event: VoiceEvent): void; consent(state: ConsentState): void; handover(id: string): void; lost(): void }): void;
  /** The connection broke: the call waits for another one. */
  detach(): void;
  consent(change: ConsentChange): Promise<ConsentState>;
  isOf(whose: Consenter): boolean;
  /** Taken back elsewhere: keeps no more of it, and deletes what this call kept. */
  forget(kinds: readonly ConsentKind[]): Promise<void>;
  consentState(): ConsentState;
  newResumeToken(): Promise<{ token: string; expiresAt: Date }>;
  end(reason: CallEndReason): void;
}

type Listener = Parameters<LiveCall["attach"]>[0];

/** Opens the conversation's row and the call's bookkeeping; the engine begins with `start`. Throws before anything is held that `release` does not give back. */
export async function openCall(options: OpenCallOptions): Promise<LiveCall> {
  const { actor, callable, resumed } = options;
  const ctx = systemCtx({ requestId: options.requestId });
  const startedAt = ctx.clock.now();
  const conversationId = resumed?.conversation.id ?? newId("cnv");
  const place = { conversationId, workspaceId: callable.workspaceId };
  const lease = () => new Date(ctx.clock.now().getTime() + resumeWithinMs + leaseMs);
  const privacy = await privacyOf(ctx, callable.workspaceId);
  const agreed = resumed
    ? { text: resumed.conversation.textConsent, audio: resumed.conversation.audioConsent }
    : await openConversation(ctx, actor, { id: conversationId, workspaceId: callable.workspaceId, agentId: callable.agent.id, agentVersion: callable.version, channel: options.channel, startedAt, resumeExpiresAt: lease(), lineExpiresAt: lease() });
  if (resumed) await takeUp(ctx, options, place, lease());
  const { workspaceId, agent: { id: agentId }, definition } = callable;
  const tools = await toolsForCall(ctx, { workspaceId, agentId, conversationId, names: definition.tools });
  const firstPosition = resumed ? await store.nextPosition(ctx, place) : 0;
  return createLiveCall({ ...options, agent: { ...options.agent, tools: [...options.agent.tools, ...tools] }, agreed, privacy, ctx: { ...ctx, log: ctx.log.child({ conversationId }) }, place, lease, startedAt: resumed ? new Date(resumed.conversation.startedAt) : startedAt, firstPosition });
}

/** A turn over HTTP is begun anew and may be refused; a call that broke off is under way, whatever has been used up since. */
async function takeUp(ctx: Ctx, { actor, channel }: OpenCallOptions, place: store.Place, lease: Date): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    if (!isOnSocket(channel)) await requireQuota(tx, { ...ctx, actor }, place.workspaceId, callQuotas);
    await store.renewLease(tx, place, lease, lease);
  });
}

/** Writes the row with what stands between this caller and this agent, in one transaction, where the workspace's plan has room for it; answers that. `alsoText`: agreed to with the request itself. */
export function openConversation(ctx: Ctx, actor: Actor, row: Omit<store.NewConversation, "userId" | "callerKind" | "textConsent" | "audioConsent">, alsoText = false): Promise<Record<ConsentKind, boolean>> {
  const now = ctx.clock.now();
  const whose = consenterOf(actor, null);
  return asSystem(ctx).db.transaction(async (tx) => {
    await requireQuota(tx, { ...ctx, actor }, row.workspaceId, row.lineExpiresAt ? callQuotas : ["minutes"]);
    const standing = await standingConsents(tx, row, whose, actor.workspaceId === row.workspaceId ? memberTextVersion : null, now);
    const agreed = { text: standing.text || alsoText, audio: standing.audio && isOnSocket(row.channel) };
    await store.insertConversation(tx, { ...row, userId: actor.kind === "caller" ? null : actor.userId, callerKind: actor.kind, textConsent: agreed.text, audioConsent: agreed.audio });
    await emitEvents(tx, ctx, [{ type: "conversation.started", workspaceId: row.workspaceId, subjectId: row.id }]);
    if (alsoText) await grantConsent(tx, { workspaceId: row.workspaceId, agentId: row.agentId, conversationId: row.id }, whose, "text", now);
    return agreed;
  });
}

interface LiveOptions extends OpenCallOptions { agreed: Record<ConsentKind, boolean>; ctx: Ctx; privacy: PrivacySettings; place: store.Place; lease(): Date; startedAt: Date; firstPosition: number }

function createLiveCall(options: LiveOptions): LiveCall {
  const { ctx, place, callable, actor } = options;
  const agent: CallAgent = { ...options.agent, policy: { ...options.agent.policy } };
  const stopping = new AbortController();
  const { promise: ended, resolve: settle } = Promise.withResolvers<void>();
  let call: Call | null = null;
  let listener: Listener | null = null;
  let endReason: CallEndReason | null = null;
  let cancelGap: () => void = () => {};
  let finishing = false;
  const timers = new Set<() => void>();
  const ending: EndingCall = { place, channel: options.channel, startedAt: options.startedAt, firstPosition: options.firstPosition };

  const log = createTurnLog({
    ctx, place, mayKeepText: () => consent.state().text, redact: options.privacy.redact ? redact : (text) => text, elapsedMs: () => ctx.clock.now().getTime() - options.startedAt.getTime(), firstPosition: options.firstPosition,
    turns: options.resumed?.conversation.turnCount ?? 0, interruptions: options.resumed?.conversation.interruptionCount ?? 0,
  });
  const every = (periodMs: number, task: () => Promise<unknown>) => {
    let cancel: () => void = () => {};
    const again = () => { timers.delete(cancel); cancel = ctx.clock.after(periodMs, () => void task().catch(() => {}).then(() => { if (!finishing) again(); })); timers.add(cancel); };
    again();
  };
  const consent: CallConsent = createCallConsent({
    ctx, place, agentId: callable.agent.id, whose: { ...consenterOf(actor, null), callerHash: options.resumed?.conversation.callerHash ?? null }, agreed: options.agreed, keepsSound: isOnSocket(options.channel),
    recordingHours: options.privacy.recordingHours, eraseText: log.erase, onChange: () => listener?.consent(consent.state()),
  });

  const guarded = (name: string, task: () => void) => { try { task(); } catch (error) { ctx.log.error({ err: error, listener: name }, "a listener of a call failed"); } };
  const emit = (event: VoiceEvent): void => {
    if (event.type === "call-end") endReason = event.reason;
    guarded("socket", () => listener?.tell(event));
    guarded("turns", () => log.observe(event));
    guarded("metrics", () => measure(event));
    guarded("recording", () => consent.observe(event));
    if (event.type === "handover") void handOver(event.message);
  };
  const handOver = async (message: string) => {
    try {
      const id = await leaveHandover(ctx, { ...place, agentId: callable.agent.id, message });
      listener?.handover(id);
    } catch (error) { ctx.log.error({ err: error }, "a hand-over could not be kept"); }
  };
  const finish = async () => {
    if (finishing) return;
    finishing = true;
    cancelGap();
    for (const cancel of timers) cancel();
    unregister();
    options.release();
    metrics().calls.dec();
    await Promise.all([log.close(), consent.close()]).catch((error: unknown) => ctx.log.error({ err: error }, "a call's records could not be finished"));
    const reason = endReason ?? "failed";
    // After a restart the caller comes back with the resume token; the sweep ends the conversation if not.
    const staysUntil = reason === "shutdown" ? options.lease() : reason === "caller" && options.keepOpenMs ? new Date(ctx.clock.now().getTime() + options.keepOpenMs) : null;
    const closing = staysUntil ? leaveOpen(ctx, ending, staysUntil) : endConversation(ctx, ending, reason);
    await closing.catch((error: unknown) => ctx.log.error({ err: error }, "a conversation could not be closed"));
    ctx.log.info({ reason }, "call ended");
    settle();
  };

  const live: LiveCall = {
    conversationId: place.conversationId, owner: options.owner, actor, callable, agent, resumed: options.resumed !== null, ended,
    start(change, { greet, modality }) {
      if (call) return call;
      apply(agent, change);
      call = converse({
        agent, providers: options.providers, clock: ctx.clock, newId: engineId, randomBytes, emit, signal: stopping.signal, modality: change.modality ?? modality,
        log: (level, message, fields) => ctx.log[level](fields ?? {}, message), history: options.resumed?.history ?? [], greet: greet && options.resumed === null,
      });
      if (change.voice || change.toolChoice) call.configure({ ...(change.voice ? { voice: change.voice } : {}), ...(change.toolChoice ? { toolChoice: change.toolChoice } : {}) });
      void call.ended.then(finish);
      return call;
    },
    running: () => call,
    history: () => call?.history() ?? options.resumed?.history ?? [],
    hear(audio) {
      consent.hear(audio);
      return call?.hear(audio) ?? true;
    },
    attach(next) {
      const before = listener;
      // What was being said to a connection that is given up would go on unheard, and be remembered as heard.
      if (before) call?.cancel();
      cancelGap();
      listener = next;
      before?.lost();
      call?.configure({ policy: { idleMs: agent.policy.idleMs } });
    },
    detach() {
      listener = null;
      call?.cancel();
      call?.configure({ policy: { idleMs: idleWhileGoneMs } });
      cancelGap();
      cancelGap = ctx.clock.after(resumeWithinMs, () => live.end("caller"));
    },
    consent: consent.change, consentState: consent.state, isOf: consent.isOf, forget: consent.forget,
    async newResumeToken() {
      const token = newSecret("res");
      const expiresAt = options.lease();
      await store.setResumeToken(ctx, place, sha256(token), expiresAt);
      return { token, expiresAt };
    },
    end(reason) {
      endReason ??= reason;
      if (!call && !finishing) { emit({ type: "call-end", reason }); return void finish(); }
      if (!call) return;
      call.end(reason === "idle" || reason === "max-duration" ? "agent" : reason);
    },
  };
  const unregister = registerCall(live);
  metrics().calls.inc();
  every(recheckMs, async () => { if (!(await recheckActor(actor))) live.end("revoked"); });
  every(recheckMs, consent.follow);
  every(leaseMs, async () => {
    // Its agent was deleted: going on, it would be a call that nobody's plan counts.
    if (await store.renewLease(ctx.db, place, options.lease(), options.lease()) === 0 && !(await store.isThere(ctx.db, place))) live.end("failed");
  });
  consent.begin();
  ctx.log.info({ agentId: callable.agent.id, version: callable.version, channel: options.channel, callerKind: actor.kind, resumed: live.resumed }, "call opened");
  return live;
}

const prefixes = { turn: "item", item: "item", reply: "resp", call: "call" } as const;
const engineId = (kind: keyof typeof prefixes): string => `${prefixes[kind]}_${newId("trn").slice(4)}`;

function apply(agent: CallAgent, change: CallChange): void {
  Object.assign(agent.policy, change.policy);
  if (change.instructions !== undefined) agent.instructions = change.instructions;
  if (change.tools) agent.tools = [...agent.tools.filter(({ run }) => run !== null), ...change.tools];
  if (change.speed !== undefined) agent.speed = change.speed;
  if (change.maxTokens !== undefined) agent.maxTokens = change.maxTokens;
}

function measure(event: VoiceEvent): void {
  if (event.type === "reply-end") {
    metrics().turns.inc({ outcome: event.outcome });
    if (event.outcome === "interrupted") metrics().interruptions.inc();
  }
  if (event.type === "provider-fault") metrics().providerFaults.inc({ provider: event.provider, fault: event.fault });
  if (event.type === "withheld") metrics().withheld.inc({ reason: event.reason });
  if (event.type === "turn-metrics" && (event.trace.source === "speech" || event.trace.source === "text")) observe(event.trace);
}

const providerOf = (trace: TurnTrace, stage: string): string =>
  stage === "transcription" ? trace.providers.transcriber : stage === "first_token" ? trace.providers.model : trace.providers.speaker;

function observe(trace: TurnTrace): void {
  for (const stage of trace.stages) {
    const known = turnStages.find((name) => name === stage.name);
    if (known && known !== "first_audio") observeTurnStage(known, Math.max(0, stage.endMs - stage.startMs), providerOf(trace, known));
  }
  if (trace.firstAudioMs !== null) observeTurnStage("first_audio", trace.firstAudioMs, providerOf(trace, "first_audio"));
  if (trace.mouthToEarMs !== null) observeTurnStage("mouth_to_ear", trace.mouthToEarMs, providerOf(trace, "mouth_to_ear"));
}

export async function historyOf(ctx: Ctx, place: store.Place): Promise<HistoryItem[]> {
  const said = await store.listSaid(asSystem(ctx), place);
  return said.slice(-rememberedTurns).map(({ id, role, text, interrupted }) =>
    ({ itemId: `item_${id.slice(4)}`, message: { role: role === "caller" ? "user" : "assistant", text }, ...(interrupted ? { interrupted } : {}) }));
}

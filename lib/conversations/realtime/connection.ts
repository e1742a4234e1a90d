/** One socket of one call: reads what the client says, within its limits, and writes what the call tells. */
import type { WebSocket } from "ws";
import type { LiveCall } from "@/lib/conversations/gateway";
import type { Ctx } from "@/lib/platform/ctx";
import { errorTable, isAppError, type ErrorCode } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { VoiceEvent } from "@/lib/voice/events";
import { fromBeta, toBeta } from "./beta";
import { clientEvent, clientEventTypes } from "./client-events";
import type { ClientEvent, SessionInput } from "./client-events";
import { createCommands } from "./commands";
import type { WireFault } from "./commands";
import { createItemBook, itemOfHistory } from "./items";
import * as limits from "./limits";
import { valuesIn } from "./event-values";
import type { ServerMessage } from "./server-events";
import { initialSession, mergeSession, tokens } from "./session";
import type { CallChange, SessionGrounds } from "./session";
import { maySeeTools } from "./rights";
import { createWire } from "./wire";
import { bytesOfBase64, createInputAudio } from "./wire-audio";

export interface ConnectionOptions {
  ctx: Ctx;
  socket: WebSocket;
  live: LiveCall;
  grounds: SessionGrounds;
  beta: boolean;
  extended: boolean;
  /** What a client secret set beforehand. */
  presets: SessionInput | null;
  warnings: { code: string; message: string }[];
}

/** A client that says nothing at first still gets its greeting; one that speaks first can set its formats before it. */
const startAfterMs = 300;
/** Several `session.update` often come in a row. */
const settleMs = 25;

export function openConnection(options: ConnectionOptions): void {
  const { ctx, socket, live, grounds } = options;
  const items = createItemBook((id) => { live.running()?.remove(id); });
  const meter = (allowance: limits.Allowance) => limits.createMeter(allowance, () => ctx.clock.nowMs());
  const meters = { audio: meter(limits.audio), events: meter(limits.events), bytes: meter(limits.bytes), mistakes: meter(limits.mistakes), items: meter(limits.createdItems), responses: meter(limits.askedResponses), consents: meter(limits.consentChanges) };
  let session = initialSession(grounds);
  let before: CallChange = {};
  let extended = options.extended;
  let input = createInputAudio(session.audio.input.format);
  let closed = false;
  let alive = true;
  let answering = false;
  let answeredBytes = 0;
  let cancelStart: () => void = () => {};

  /** False from the first word of a farewell on: what was asked before it begins nothing any more. */
  const isOpen = (): boolean => !closed && socket.readyState === socket.OPEN;
  const send = (message: ServerMessage): void => {
    if (!isOpen() || lagging()) return;
    const event = { event_id: newId("evt"), ...message };
    const written = options.beta ? toBeta(event) : event;
    if (!written) return;
    const text = JSON.stringify(written);
    if (answering) answeredBytes += text.length;
    socket.send(text);
  };
  /** Cuts off a client that does not read what it is sent. */
  const lagging = (): boolean => {
    if (socket.bufferedAmount <= limits.maxUnsentBytes) return false;
    ctx.log.warn({ unsentBytes: socket.bufferedAmount }, "a client reads too slowly");
    socket.terminate();
    return true;
  };
  const fail = (fault: WireFault, eventId: string | null): void =>
    send({ type: "error", error: { type: fault.type ?? "invalid_request_error", code: fault.code, message: fault.message, param: fault.param ?? null, event_id: eventId } });
  const close = (code: ErrorCode): void => {
    const { public: message, status, closeCode } = errorTable[code];
    fail({ code, message, type: status >= 500 ? "server_error" : "invalid_request_error" }, null);
    socket.close(closeCode, code);
  };
  /** What is refused counts as a mistake; whoever goes on making them is put out. */
  const mistake = (fault: WireFault, eventId: string | null): void => {
    fail(fault, eventId);
    if (!meters.mistakes.take(1)) flooded();
  };
  const flooded = (): void => {
    if (!isOpen()) return;
    ctx.log.warn("a client asks too much");
    close("rate_limited");
    live.end("failed");
  };
  const call = () => start();
  const start = () => {
    cancelStart();
    const running = live.running();
    if (running) return running;
    // A client that brings its own instructions speaks in its own way; ours would greet in another.
    const greet = before.instructions === undefined && session.output_modalities.includes("audio");
    return live.start(before, { greet, modality: session.output_modalities[0] ?? "audio" });
  };
  const startLater = (delayMs: number) => { if (!live.running()) { cancelStart(); cancelStart = ctx.clock.after(delayMs, () => { if (isOpen()) start(); }); } };
  const wire = createWire({ send, session: () => session, extended: () => extended, items, conversationId: live.conversationId, showsTools: maySeeTools(live.actor, live.callable.workspaceId), isAside: (replyId) => commands.isAside(replyId) });
  const commands = createCommands({ call, send, fail, items, mayOverride: grounds.mayOverride, maxTokens: (asked) => tokens(asked, grounds.own.maxTokens), newItemId: () => `item_${newId("trn").slice(4)}`, soon: (task) => void setImmediate(() => { if (isOpen()) task(); }) });

  const announce = async (): Promise<void> => {
    const { token, expiresAt } = await live.newResumeToken();
    const { agent, version } = live.callable;
    send({
      type: "x.session", conversation_id: live.conversationId, resume_token: token, expires_at: Math.floor(expiresAt.getTime() / 1_000), resumed, warnings: options.warnings,
      agent: { slug: agent.slug, name: agent.name, version },
    });
  };
  const announceSafely = () => void announce().catch((error: unknown) => ctx.log.error({ err: error }, "a resume token could not be made"));
  const merge = (change: SessionInput): void => {
    const merged = mergeSession(session, change, grounds);
    if (merged.session.audio.input.format.type !== session.audio.input.format.type) input = createInputAudio(merged.session.audio.input.format);
    session = merged.session;
    const running = live.running();
    if (running) { Object.assign(live.agent.policy, merged.change.policy); running.configure(merged.change); } else before = { ...before, ...merged.change, ...(before.policy || merged.change.policy ? { policy: { ...before.policy, ...merged.change.policy } } : {}) };
  };
  const optsIn = (): boolean => !extended && session.include?.some((name) => name.startsWith("x.")) === true;
  const append = (audio: string, eventId: string | null): void => {
    const bytes = bytesOfBase64(audio);
    if (!bytes) return fail({ code: "invalid_audio", message: "The audio is not base64.", param: "audio" }, eventId);
    if (!meters.audio.take(input.durationMs(bytes.length))) { close("audio_too_fast"); return live.end("failed"); }
    start();
    const heard = input.decode(bytes);
    if (heard.length > 0 && !live.hear(heard)) fail({ code: "overloaded", message: "This audio was dropped: more than 30 s are waiting to be listened to.", type: "server_error" }, eventId);
  };
  const handle = (event: ClientEvent): void => {
    const eventId = event.event_id ?? null;
    const rare = rareEvents[event.type];
    if (rare && !meters[rare].take(1)) return mistake({ code: "rate_limited", message: `Too many events of type '${event.type}'. This one was not carried out.` }, eventId);
    switch (event.type) {
      case "session.update":
        merge(event.session);
        if (optsIn()) { extended = true; announceSafely(); }
        startLater(settleMs);
        return send({ type: "session.updated", session });
      case "input_audio_buffer.append": return append(event.audio, eventId);
      case "x.consent":
        void live.consent({ audio: event.audio ?? null, text: event.text ?? null, callerToken: event.caller ?? null }).then(tellConsent, (error: unknown) => {
          ctx.log.error({ err: error }, "a consent could not be kept");
          fail({ code: isAppError(error) ? error.code : "internal", message: "Your choice could not be kept. Nothing more is recorded than before.", type: "server_error" }, eventId);
        });
        return;
      case "input_audio_buffer.clear": input.clear(); return commands.handle(event);
      default: return commands.handle(event);
    }
  };
  const tellConsent = (): void => {
    if (!extended) return;
    const { recordingId, callerToken, ...state } = live.consentState();
    send({ type: "x.consent", ...state, recording_id: recordingId, caller: callerToken });
  };
  const read = (data: Buffer, binary: boolean): void => {
    if (binary) return mistake({ code: "invalid_event", message: "Events are JSON text; this frame was binary." }, null);
    if (valuesIn(data, limits.maxEventValues) > limits.maxEventValues) return mistake({ code: "invalid_event", message: `This event holds more than ${limits.maxEventValues} values.` }, null);
    let message: unknown;
    try { message = JSON.parse(data.toString("utf8")); } catch { return mistake({ code: "invalid_json", message: "This event is not valid JSON." }, null); }
    if (isDeeper(message, limits.maxEventDepth)) return mistake({ code: "invalid_event", message: `This event is nested more than ${limits.maxEventDepth} deep.` }, headOf(message).eventId);
    const parsed = clientEvent.safeParse(options.beta ? fromBeta(message) : message);
    if (parsed.success) return handle(parsed.data);
    const { type, eventId } = headOf(message);
    if (type !== null && !clientEventTypes.includes(type)) return mistake({ code: "unknown_event", message: `There is no event '${type.slice(0, 60)}'. Supported: ${clientEventTypes.join(", ")}.`, param: "type" }, eventId);
    const issue = parsed.error.issues[0];
    mistake({ code: "invalid_event", message: `This event is not as it should be: ${issue?.message ?? "unreadable"}.`, param: issue?.path.join(".").slice(0, 200) || undefined }, eventId);
  };
  /** Reads one event, its answers counted with it. */
  const take = (data: Buffer, binary: boolean): void => {
    answeredBytes = 0;
    answering = true;
    try { read(data, binary); } catch (error) {
      ctx.log.error({ err: error }, "a client's event failed");
      fail({ code: "internal", message: errorTable.internal.public, type: "server_error" }, null);
    } finally { answering = false; }
    if (!meters.bytes.take(answeredBytes)) flooded();
  };
  const tell = (event: VoiceEvent): void => {
    commands.observe(event);
    wire.tell(event);
    if (event.type !== "call-end") return;
    const code = event.reason === "shutdown" ? 1012 : event.reason === "revoked" ? 1008 : 1000;
    socket.close(code, event.reason);
  };
  const leave = (code: number): void => {
    if (closed) return;
    closed = true;
    cancelStart();
    cancelPulse();
    if (superseded) return;
    // Whoever holds a resume token may come back; a close that was meant ends the call.
    if (extended && code !== 1000) live.detach();
    else live.end("caller");
  };

  let superseded = false;
  const resumed = live.running() !== null || live.resumed;
  socket.on("message", (data, binary) => {
    alive = true;
    // What comes after a close has nobody to read it.
    if (!isOpen() || !Buffer.isBuffer(data)) return;
    if (!meters.events.take(1) || !meters.bytes.take(data.length)) return flooded();
    take(data, binary);
  });
  // Each ping is answered by itself: a client that reads none of the answers would fill the memory with them.
  socket.on("ping", () => { if (!meters.events.take(1)) flooded(); else lagging(); });
  socket.on("pong", () => { alive = true; if (!meters.events.take(1)) flooded(); });
  socket.on("error", (error) => ctx.log.debug({ err: error }, "socket error"));
  socket.on("close", leave);
  const pulse = (): void => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
    cancelPulse = ctx.clock.after(limits.pingMs, pulse);
  };
  let cancelPulse = ctx.clock.after(limits.pingMs, pulse);

  live.attach({ tell, consent: tellConsent, handover: (id) => { if (extended) send({ type: "x.handover", handover_id: id }); }, lost: () => { superseded = true; socket.close(1001, "taken over"); } });
  if (options.presets) merge(options.presets);
  if (optsIn()) extended = true;
  send({ type: "session.created", session });
  if (extended) { announceSafely(); tellConsent(); }
  for (const entry of live.history()) {
    const item = itemOfHistory(entry);
    const previous = items.place(item);
    if (extended) send({ type: "conversation.item.added", item, previous_item_id: previous });
  }
  startLater(startAfterMs);
}

/** What an event may be refused for besides the number of all events. */
const rareEvents: Partial<Record<ClientEvent["type"], "items" | "responses" | "consents">> = { "conversation.item.create": "items", "response.create": "responses", "x.consent": "consents" };

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

function headOf(message: unknown): { type: string | null; eventId: string | null } {
  if (typeof message !== "object" || message === null) return { type: null, eventId: null };
  const type: unknown = Reflect.get(message, "type");
  const eventId: unknown = Reflect.get(message, "event_id");
  return { type: typeof type === "string" ? type : null, eventId: typeof eventId === "string" ? eventId.slice(0, 512) : null };
}

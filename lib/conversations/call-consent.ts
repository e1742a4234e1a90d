/** What the caller of one call has agreed to, and the recording that hangs on it. */
import { callerHashOf, consentKinds, grantConsent, newCallerToken, standingConsents, type Consenter } from "@/lib/consent/service";
import type { ConsentKind } from "@/lib/consent/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { startRecording, type Recording } from "@/lib/recordings/service";
import type { VoiceEvent } from "@/lib/voice/events";
import { findConsentOf } from "./consented-store";
import * as store from "./store";
import { withdraw } from "./withdrawal";

/** `callerToken` is for the caller alone: with it they find and take back what they agreed to. */
export interface ConsentState { audio: boolean; text: boolean; recording: boolean; recordingId: string | null; fault: string | null; callerToken: string | null }
/** What is left out stays. `callerToken` says which caller it is; what they agreed to with this agent before then holds here, too. */
export interface ConsentChange { audio?: boolean | null; text?: boolean | null; callerToken?: string | null }

export interface CallConsentOptions {
  ctx: Ctx;
  place: store.Place;
  agentId: string;
  whose: Consenter;
  /** In force when the call begins. */
  agreed: Record<ConsentKind, boolean>;
  keepsSound: boolean;
  recordingHours: number;
  eraseText(): Promise<void>;
  onChange(): void;
}

export interface CallConsent {
  state(): ConsentState;
  /** Records, where sound was agreed to before. */
  begin(): void;
  /** One change after the other. Rejects where it could not be kept; then nothing more is kept than before. */
  change(change: ConsentChange): Promise<ConsentState>;
  isOf(whose: Consenter): boolean;
  /** Taken back elsewhere: keeps no more of it, and deletes what this call kept. */
  forget(kinds: readonly ConsentKind[]): Promise<void>;
  /** Notices what was taken back by way of another process. */
  follow(): Promise<void>;
  hear(audio: Float32Array): void;
  observe(event: VoiceEvent): void;
  /** No more changes; settles when those under way have settled and the recording is kept. */
  close(): Promise<void>;
}

export function createCallConsent(options: CallConsentOptions): CallConsent {
  const { ctx, place, agentId } = options;
  const consented = { text: options.agreed.text, audio: options.agreed.audio && options.keepsSound };
  const whose: Consenter = { ...options.whose, conversationId: place.conversationId };
  let callerToken: string | null = null;
  let recording: Recording | null = null;
  let fault: string | null = null;
  let changing: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** Grows with every change here, so that what was read before one is not taken for news. */
  let changes = 0;

  const state = (): ConsentState => ({ audio: consented.audio, text: consented.text, recording: recording !== null, recordingId: recording?.id ?? null, fault, callerToken });
  const record = async () => {
    fault = null;
    if (options.recordingHours === 0) { fault = "recording_off"; return; }
    try {
      const begun = await startRecording(ctx, place, () => { fault = "storage_unavailable"; recording = null; options.onChange(); }, undefined, options.recordingHours * 3_600_000);
      if (consented.audio && !closed) recording = begun;
      else await begun.stop("discard");
    } catch (error) {
      ctx.log.error({ err: error }, "a recording could not begin");
      fault = "storage_unavailable";
    }
  };
  const allow = async (kinds: readonly ConsentKind[], newly: boolean) => {
    changes += 1;
    const flags = { ...(kinds.includes("text") ? { textConsent: true } : {}), ...(kinds.includes("audio") ? { audioConsent: true } : {}), ...(whose.callerHash ? { callerHash: whose.callerHash } : {}) };
    await ctx.db.transaction(async (tx) => {
      await store.setConsent(tx, place, flags);
      if (newly) for (const kind of kinds) await grantConsent(tx, { ...place, agentId }, whose, kind, ctx.clock.now());
    });
    changes += 1;
    for (const kind of kinds) consented[kind] = true;
    if (kinds.includes("audio")) await record();
  };
  const forget = async (kinds: readonly ConsentKind[]) => {
    changes += 1;
    for (const kind of kinds) consented[kind] = false;
    const stopped = kinds.includes("audio") ? recording : null;
    if (kinds.includes("audio")) recording = null;
    await Promise.all([stopped?.stop("discard"), kinds.includes("text") ? options.eraseText() : null]);
    options.onChange();
  };
  /** Whoever has an account is known by it. */
  const recognise = async (token: string) => {
    const callerHash = callerHashOf(token);
    if (whose.userId || whose.callerHash || !callerHash) return;
    whose.callerHash = callerHash;
    callerToken = token;
    const standing = await ctx.db.transaction((tx) => standingConsents(tx, { ...place, agentId }, whose, null, ctx.clock.now()));
    const kinds = consentKinds.filter((kind) => standing[kind] && !consented[kind] && (kind === "text" || options.keepsSound));
    if (kinds.length > 0) await allow(kinds, false);
  };
  const change = async (asked: ConsentChange) => {
    if (closed) return state();
    if (asked.callerToken) await recognise(asked.callerToken);
    const granted = consentKinds.filter((kind) => asked[kind] === true && !consented[kind]);
    const takenBack = consentKinds.filter((kind) => asked[kind] === false && consented[kind]);
    if (granted.length > 0) {
      if (!whose.userId && !whose.callerHash) { callerToken = newCallerToken(); whose.callerHash = callerHashOf(callerToken); }
      await allow(granted, true);
    }
    if (takenBack.length > 0) { await forget(takenBack); await withdraw(ctx, whose, agentId, takenBack); }
    return state();
  };

  return {
    state, forget,
    begin() { if (consented.audio) changing = record().then(options.onChange); },
    change(asked) {
      const next = changing.catch(() => {}).then(() => change(asked));
      changing = next;
      return next;
    },
    isOf: (asked) => (asked.userId !== null && asked.userId === whose.userId) || (asked.callerHash !== null && whose.callerHash?.equals(asked.callerHash) === true),
    async follow() {
      const asOf = changes;
      const kept = await findConsentOf(ctx, place);
      const gone = kept && asOf === changes ? consentKinds.filter((kind) => consented[kind] && !kept[kind]) : [];
      if (gone.length > 0) await forget(gone);
    },
    hear(audio) { recording?.recorder.caller(audio); },
    observe(event) {
      if (!recording) return;
      if (event.type === "audio-chunk") recording.recorder.agent(event.replyId, event.pcm, event.startMs);
      if ((event.type === "reply-end" && event.outcome !== "complete") || event.type === "reply-heard") recording.recorder.heard(event.replyId, event.heardMs);
    },
    async close() {
      closed = true;
      await changing.catch(() => {});
      const stopped = recording;
      recording = null;
      await stopped?.stop(consented.audio ? "keep" : "discard");
    },
  };
}

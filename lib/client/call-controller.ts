import { api, isApiError } from "@/lib/sdk/client";
import type { ClientEvent } from "@/lib/conversations/realtime/client-events";
import type { ServerEvent } from "@/lib/conversations/realtime/server-events";
import { openAudio } from "./audio-context";
import { decodePcm } from "./base64";
import { callerToken, keepCallerToken } from "./consents";
import { callReducer, initialCallState, type CallAction, type CallFailure, type CallState } from "./call-state";
import { listMicrophones, openMicrophone, isMicrophoneError, MicrophoneError, type Microphone, type MicrophoneDevice } from "./microphone";
import { environmentFault, type MicrophoneFault } from "./microphone-fault";
import { createPlayer, type Player, type Played } from "./player";
import { isLineError, openRealtimeSocket, type RealtimeSocket } from "./realtime-socket";

export interface CallTarget { slug: string; /** The draft; needs the role builder. */ draft?: boolean }

export interface StartOptions {
  /** False: by keyboard only; no microphone is asked for. */
  voice: boolean;
  /** What the caller has just agreed to; what is false, and null, leave it as it stands. */
  consent: { audio: boolean; text: boolean } | null;
}

/** What changes many times a second; read it from a frame loop, it renders nothing. */
export interface Levels { microphone: number; speaker: number }

export interface CallSnapshot {
  call: CallState;
  muted: boolean;
  /** Held down to talk while muted. */
  talking: boolean;
  microphone: { open: boolean; label: string; deviceId: string; fault: MicrophoneFault | null; devices: MicrophoneDevice[] };
}

export interface CallController {
  snapshot(): CallSnapshot;
  subscribe(listener: () => void): () => void;
  readonly levels: Levels;
  /** Call it from a click. Never rejects: what went wrong is in the snapshot. */
  start(options: StartOptions): Promise<void>;
  /** Opens the microphone in a call that was begun without one. */
  openMicrophone(): Promise<void>;
  switchMicrophone(deviceId: string): Promise<void>;
  mute(muted: boolean): void;
  /** Speaks through the mute as long as it is true. */
  hold(talking: boolean): void;
  type(text: string): void;
  consent(change: { audio?: boolean; text?: boolean }): void;
  /** One to five, for this call, up to a quarter of an hour after it. Rejects with words for the caller. */
  rate(rating: number): Promise<void>;
  dismiss(kind: CallState["notices"][number]["kind"]): void;
  end(): void;
  /** Ends the call and lets go of everything. */
  dispose(): void;
  /** From asking for silence until the last sample, for each stop so far. */
  readonly stopTimesMs: readonly number[];
}

const playbackReportMs = 100;
/** Not by `randomUUID`, which a page without a secure context lacks; typing must work there too. */
const newItemId = () => `item_${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
const silentMicrophone: CallSnapshot["microphone"] = { open: false, label: "", deviceId: "", fault: null, devices: [] };

export function createCallController(target: CallTarget): CallController {
  const model = `agent:${target.slug}${target.draft ? "@draft" : ""}`;
  const listeners = new Set<() => void>();
  const levels: Levels = { microphone: 0, speaker: 0 };
  const stopTimesMs: number[] = [];
  let snapshot: CallSnapshot = { call: initialCallState, muted: false, talking: false, microphone: silentMicrophone };
  let context: AudioContext | null = null;
  let microphone: Microphone | null = null;
  let player: Player | null = null;
  let line: RealtimeSocket | null = null;
  /** What was typed while the microphone was still being asked for; it goes out with the line. */
  let typedEarly: ClientEvent[] = [];
  /** What proves to the server that this call was made here; never in a snapshot, which is shown. */
  let proof: { conversationId: string; resumeToken: string } | null = null;
  let reportedAtMs = 0;
  let generation = 0;
  /** Lets go of the loudspeaker once the last words have been played. */
  let quiet = () => {};

  function set(change: Partial<CallSnapshot>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }
  const dispatch = (action: CallAction) => set({ call: callReducer(snapshot.call, action) });
  const now = () => performance.now();
  const isLive = () => !["idle", "ended"].includes(snapshot.call.phase) && !snapshot.call.failure;

  function playing({ responseId, playedMs, level }: Played): void {
    levels.speaker = level;
    if (now() - reportedAtMs < playbackReportMs) return;
    reportPlayback(responseId, playedMs, false);
  }
  function reportPlayback(responseId: string, playedMs: number, over: boolean): void {
    reportedAtMs = now();
    if (over) levels.speaker = 0;
    line?.send({ type: "x.playback", response_id: responseId, played_ms: Math.round(playedMs) });
    dispatch({ type: "played", responseId, playedMs, over });
  }
  function stopped(played: Played & { silentAfterMs: number }): void {
    stopTimesMs.push(played.silentAfterMs);
    reportPlayback(played.responseId, played.playedMs, true);
    const item = snapshot.call.turns.find((turn) => turn.responseId === played.responseId);
    if (item) line?.send({ type: "conversation.item.truncate", item_id: item.id, content_index: 0, audio_end_ms: Math.round(played.playedMs) });
  }

  function received(event: ServerEvent): void {
    dispatch({ type: "event", event, nowMs: now() });
    switch (event.type) {
      case "x.consent": if (event.caller) keepCallerToken(event.caller); return;
      case "x.session": proof = { conversationId: event.conversation_id, resumeToken: event.resume_token }; return;
      case "response.output_audio.delta": return player?.play(event.response_id, decodePcm(event.delta));
      case "response.output_audio.done": return player?.end(event.response_id);
      case "response.done": return player?.end(event.response.id);
      case "x.speech.candidate": return player?.duck(event.active);
      case "input_audio_buffer.speech_started": player?.stop(); return player?.duck(false);
      default: return;
    }
  }

  async function openSound(voice: boolean, mine: number): Promise<void> {
    context = await openAudio();
    if (mine !== generation) return void context.close();
    player = createPlayer({ context, onProgress: playing, onStopped: stopped, onDone: (played) => { reportPlayback(played.responseId, played.playedMs, true); if (!player?.busy()) quiet(); } });
    if (voice) await openInput();
  }

  async function openInput(deviceId?: string): Promise<void> {
    if (!context || microphone) return;
    try {
      const opened = await openMicrophone({
        context, ...(deviceId ? { deviceId } : {}),
        onFrame(pcm, level) { levels.microphone = level; line?.sendAudio(pcm); },
        onLost() { closeInput(); set({ microphone: { ...silentMicrophone, fault: "absent" } }); dispatch({ type: "notice", kind: "microphone-lost" }); },
      });
      if (!isLive()) return opened.close();
      microphone = opened;
      opened.mute(snapshot.muted && !snapshot.talking);
      set({ microphone: { open: true, label: opened.label(), deviceId: opened.deviceId(), fault: null, devices: await listMicrophones() } });
    } catch (error) {
      if (!isMicrophoneError(error)) throw error;
      set({ microphone: { ...silentMicrophone, fault: error.fault } });
    }
  }
  function closeInput(): void {
    microphone?.close();
    microphone = null;
    levels.microphone = 0;
  }
  const refreshDevices = () => { if (microphone) void listMicrophones().then((devices) => set({ microphone: { ...snapshot.microphone, devices } })); };

  function release(): void {
    quiet = () => {};
    closeInput();
    player?.close();
    player = null;
    levels.speaker = 0;
    void context?.close().catch(() => {});
    context = null;
    window.removeEventListener("online", hurry);
    window.removeEventListener("pagehide", leave);
    navigator.mediaDevices?.removeEventListener("devicechange", refreshDevices);
    set({ microphone: { ...silentMicrophone, fault: snapshot.microphone.fault }, talking: false });
  }
  const hurry = () => line?.hurry();
  /** Whoever closes the page hangs up: a line that only broke would be kept for them to come back to. */
  const leave = () => line?.close();
  const applyMute = () => microphone?.mute(snapshot.muted && !snapshot.talking);

  async function start({ voice, consent }: StartOptions): Promise<void> {
    if (isLive()) return;
    release();
    proof = null;
    typedEarly = [];
    const mine = ++generation;
    dispatch({ type: "status", status: "connecting", nowMs: now() });
    set({ muted: false, talking: false, microphone: silentMicrophone });
    window.addEventListener("online", hurry);
    window.addEventListener("pagehide", leave);
    navigator.mediaDevices?.addEventListener("devicechange", refreshDevices);
    // No line before the microphone is allowed; what is said or typed until the line is open is kept and sent.
    // Without a secure context there are no worklets either, so the page fails at its sound first; the cause is the context all the same.
    const sound = openSound(voice, mine).catch((error: unknown) => { set({ microphone: { ...silentMicrophone, fault: isMicrophoneError(error) ? error.fault : environmentFault() ?? "unsupported" } }); });
    if (voice) await sound;
    if (mine !== generation || (voice && snapshot.microphone.fault)) return abandon(mine);
    line = openRealtimeSocket({
      url: socketUrl(model),
      credential: () => clientSecret(model),
      onEvent: received,
      onStatus(status, error) {
        if (mine !== generation) return;
        if (status === "reconnecting") player?.stop();
        dispatch({ type: "status", status, nowMs: now(), failure: status === "closed" && error ? failureOf(error) : null });
        if (status === "closed") { line = null; closeInput(); if (player?.busy()) quiet = release; else release(); }
      },
    });
    const caller = callerToken();
    if (caller || consent) line.send({ type: "x.consent", ...(caller ? { caller } : {}), ...(consent?.audio ? { audio: true } : {}), ...(consent?.text ? { text: true } : {}) });
    for (const event of typedEarly.splice(0)) line.send(event);
  }
  /** No call without a microphone, where one was asked for: the panel then says why and offers the keyboard. */
  function abandon(mine: number): void {
    if (mine !== generation) return;
    const { fault } = snapshot.microphone;
    release();
    set({ call: initialCallState, microphone: { ...silentMicrophone, fault } });
  }

  return {
    levels, stopTimesMs, start,
    snapshot: () => snapshot,
    subscribe(listener) { listeners.add(listener); return () => { listeners.delete(listener); }; },
    async openMicrophone() { if (isLive()) await openInput(); },
    async switchMicrophone(deviceId) {
      try {
        await microphone?.switchTo(deviceId);
        if (microphone) set({ microphone: { ...snapshot.microphone, label: microphone.label(), deviceId: microphone.deviceId() || deviceId, fault: null } });
      } catch (error) {
        if (error instanceof MicrophoneError || isMicrophoneError(error)) set({ microphone: { ...snapshot.microphone, fault: error.fault } });
      }
    },
    mute(muted) { set({ muted }); applyMute(); },
    hold(talking) { if (snapshot.talking !== talking) { set({ talking }); applyMute(); } },
    type(text) {
      const words = text.trim();
      if (!words || !isLive()) return;
      player?.stop();
      const id = newItemId();
      dispatch({ type: "typed", id, text: words, nowMs: now() });
      const said: ClientEvent[] = [{ type: "conversation.item.create", item: { id, type: "message", role: "user", content: [{ type: "input_text", text: words }] } }, { type: "response.create" }];
      for (const event of said) if (line) line.send(event); else typedEarly.push(event);
    },
    consent(change) { const caller = callerToken(); line?.send({ type: "x.consent", ...(caller ? { caller } : {}), ...change }); },
    async rate(rating) {
      if (!proof) throw new Error("There is no call to rate.");
      const { conversationId, resumeToken } = proof;
      await api.request("POST", `/api/v1/conversations/${encodeURIComponent(conversationId)}/rating`, { body: { rating, resumeToken } });
    },
    dismiss(kind) { dispatch({ type: "dismiss", kind }); },
    end() {
      const current = line;
      player?.stop();
      if (current) return current.close();
      if (!isLive()) return;
      generation++;
      dispatch({ type: "status", status: "closed", nowMs: now() });
      release();
    },
    dispose() { generation++; const current = line; line = null; current?.close(); release(); listeners.clear(); },
  };
}

function socketUrl(model: string): string {
  const url = new URL("/v1/realtime", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = new URLSearchParams({ model, ext: "1" }).toString();
  return url.href;
}

/** Asked for with the page's own cookie: it then acts as whoever is signed in, and a refusal comes in words. */
async function clientSecret(model: string): Promise<string> {
  const { value } = await api.request<{ value: string }>("POST", "/v1/realtime/client_secrets", { body: { session: { type: "realtime", model } } });
  return value;
}

function failureOf(error: unknown): CallFailure {
  if (isApiError(error)) return { title: "The call could not begin", cure: error.message };
  if (isLineError(error) && error.why === "refused") return { title: "The line was closed by the server", cure: "All lines may be busy. Wait a moment and call again." };
  // A browser does not tell a page why a socket was refused: it may be the network, or a server that has no line free for this address.
  return { title: "The line is gone", cure: "The server could not be reached, or had no line free. Check the connection, wait a minute and call again." };
}

import { isApiError } from "@/lib/sdk/api-error";
import { randomHex } from "@/lib/sdk/random";
import type { WebSocketConstructor } from "@/lib/sdk/web-types";
import type { ClientEvent } from "@/lib/conversations/realtime/client-events";
import type { ServerEvent } from "@/lib/conversations/realtime/server-events";
import { decodePcm } from "./base64";
import { isMicrophoneError, type CallAudio, type Microphone, type MicrophoneDevice, type OpenSound, type Player, type Played } from "./call-audio";
import type { CallerTokens } from "./caller-token";
import { callReducer, initialCallState, type CallAction, type CallFailure, type CallState } from "./call-state";
import type { MicrophoneFault } from "./microphone-fault";
import { isLineError, openRealtimeSocket, type RealtimeSocket } from "./realtime-socket";

/** `version`: a published one, or the draft, which needs the role builder; left out: what is published last. */
export interface CallTarget { slug: string; version?: number | "draft" }

/** What a call is made of where it runs. */
export interface CallRuntime {
  /** `https://…` of the server, without a path. */
  origin(): string;
  /** For the first connection to `model`; a call that is taken up again proves itself. Its rejection ends the attempt. */
  clientSecret(model: string): Promise<string | null>;
  /** Null: none. The agent then answers in writing. */
  audio: CallAudio | null;
  callers: CallerTokens;
  rate(conversationId: string, body: { rating: number; resumeToken: string }): Promise<unknown>;
  webSocket?: WebSocketConstructor;
}

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
const newItemId = () => `item_${randomHex()}`;
const silentMicrophone: CallSnapshot["microphone"] = { open: false, label: "", deviceId: "", fault: null, devices: [] };

export function createCallController(target: CallTarget, { origin, audio, callers, webSocket, ...runtime }: CallRuntime): CallController {
  const model = `agent:${target.slug}${target.version === undefined ? "" : `@${target.version}`}`;
  const listeners = new Set<() => void>();
  const levels: Levels = { microphone: 0, speaker: 0 };
  const stopTimesMs: number[] = [];
  let snapshot: CallSnapshot = { call: initialCallState, muted: false, talking: false, microphone: silentMicrophone };
  let sound: OpenSound | null = null;
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
  /** Ends the watch over devices and over the page. */
  let unwatch = () => {};

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
      case "x.consent": if (event.caller) callers.keep(event.caller); return;
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
    if (!audio) { if (voice) set({ microphone: { ...silentMicrophone, fault: "unsupported" } }); return; }
    const opened = await audio.open();
    if (mine !== generation) return opened.close();
    sound = opened;
    player = opened.createPlayer({ onProgress: playing, onStopped: stopped, onDone: (played) => { reportPlayback(played.responseId, played.playedMs, true); if (!player?.busy()) quiet(); } });
    if (voice) await openInput();
  }

  async function openInput(deviceId?: string): Promise<void> {
    if (!sound || !audio || microphone) return;
    try {
      const opened = await sound.openMicrophone({
        ...(deviceId ? { deviceId } : {}),
        onFrame(pcm, level) { levels.microphone = level; line?.sendAudio(pcm); },
        onLost() { closeInput(); set({ microphone: { ...silentMicrophone, fault: "absent" } }); dispatch({ type: "notice", kind: "microphone-lost" }); },
      });
      if (!isLive()) return opened.close();
      microphone = opened;
      opened.mute(snapshot.muted && !snapshot.talking);
      set({ microphone: { open: true, label: opened.label(), deviceId: opened.deviceId(), fault: null, devices: await audio.listMicrophones() } });
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
  const refreshDevices = () => { if (microphone) void audio?.listMicrophones().then((devices) => set({ microphone: { ...snapshot.microphone, devices } })); };

  function release(): void {
    quiet = () => {};
    closeInput();
    player?.close();
    player = null;
    levels.speaker = 0;
    sound?.close();
    sound = null;
    unwatch();
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
    const watches = [onPage("online", hurry), onPage("pagehide", leave), audio?.onDevicesChanged(refreshDevices)];
    unwatch = () => { for (const end of watches.splice(0)) end?.(); };
    // No line before the microphone is allowed; what is said or typed until the line is open is kept and sent.
    const opening = openSound(voice, mine).catch((error: unknown) => { set({ microphone: { ...silentMicrophone, fault: isMicrophoneError(error) ? error.fault : "unsupported" } }); });
    if (voice) await opening;
    if (mine !== generation || (voice && snapshot.microphone.fault)) return abandon(mine);
    line = openRealtimeSocket({
      url: `${origin().replace(/^http/, "ws")}/v1/realtime?model=${encodeURIComponent(model)}&ext=1`,
      credential: () => runtime.clientSecret(model),
      ...(webSocket ? { openSocket: (url, protocols) => new webSocket(url, protocols) } : {}),
      onEvent: received,
      onStatus(status, error) {
        if (mine !== generation) return;
        if (status === "reconnecting") player?.stop();
        // Each connection begins with a session of its own.
        if (status === "open" && !audio) line?.send({ type: "session.update", session: { type: "realtime", output_modalities: ["text"] } });
        dispatch({ type: "status", status, nowMs: now(), failure: status === "closed" && error ? failureOf(error) : null });
        if (status === "closed") { line = null; closeInput(); if (player?.busy()) quiet = release; else release(); }
      },
    });
    const caller = callers.read();
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
        if (isMicrophoneError(error)) set({ microphone: { ...snapshot.microphone, fault: error.fault } });
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
    consent(change) { const caller = callers.read(); line?.send({ type: "x.consent", ...(caller ? { caller } : {}), ...change }); },
    async rate(rating) {
      if (!proof) throw new Error("There is no call to rate.");
      const { conversationId, resumeToken } = proof;
      await runtime.rate(conversationId, { rating, resumeToken });
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

/** Where there is a page; the answer ends it. */
function onPage(type: "online" | "pagehide", listener: () => void): () => void {
  if (typeof window !== "object" || !("addEventListener" in window)) return () => {};
  window.addEventListener(type, listener);
  return () => window.removeEventListener(type, listener);
}

function failureOf(error: unknown): CallFailure {
  if (isApiError(error)) return { title: "The call could not begin", cure: error.message };
  if (isLineError(error) && error.why === "refused") return { title: "The line was closed by the server", cure: "All lines may be busy. Wait a moment and call again." };
  // A browser does not tell a page why a socket was refused: it may be the network, or a server that has no line free for this address.
  return { title: "The line is gone", cure: "The server could not be reached, or had no line free. Check the connection, wait a minute and call again." };
}

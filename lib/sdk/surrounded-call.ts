/** A call in one object: microphone, playback, barge-in, transcript, and a line that is taken up again where it breaks. */
import { browserAudio } from "@/lib/client/browser-audio";
import { createCallController, type CallController, type CallTarget, type StartOptions } from "@/lib/client/call-controller";
import { keptCallerTokens, type CallerTokens } from "@/lib/client/caller-token";
import type { CallAudio } from "@/lib/client/call-audio";
import { injectedAudio, type AudioSink, type AudioSource } from "@/lib/client/injected-audio";
import { ApiError, isApiError } from "./api-error";
import { eventsBetween, type CallEvents } from "./call-events";
import type { ApiClient } from "./client";
import type { WebSocketConstructor } from "./web-types";

/** Where a call runs; the same for all calls of an application. */
export interface CallSurroundings {
  /** Gives the value of `POST /v1/realtime/client_secrets`, that the application's own server asked for with its key. Left out: asked for here, as whoever this client is; a public agent needs nobody. */
  clientSecret?: () => Promise<string>;
  /** Left out: the runtime's own. */
  webSocket?: WebSocketConstructor;
  /** 24 kHz PCM16 in and out, where there is no AudioContext; false: by keyboard, answered in writing. Left out: the browser's microphone and loudspeaker, where there are any. */
  audio?: { source?: AudioSource; sink?: AudioSink } | false;
  /** Where `voice-worklet.js` of this package is served, for pages whose policy forbids `blob:` scripts. */
  workletUrl?: string;
  /** Keeps what proves that a caller has agreed before. Left out: the browser's storage, else the program's memory. */
  callers?: CallerTokens;
}

export interface CallOptions extends CallSurroundings { agent: string; version?: CallTarget["version"] }

export interface Call extends CallController {
  /** Resolves when the line is open or the attempt is over; what went wrong comes as `error`. In a browser, call it from a click. */
  start(options: StartOptions): Promise<void>;
  /** The answer ends it. */
  on<Type extends keyof CallEvents>(type: Type, listener: (value: CallEvents[Type]) => void): () => void;
}

type Listeners = { [Type in keyof CallEvents]?: Set<(value: CallEvents[Type]) => void> };

/** A call of `client`'s, to the server at `baseUrl`. */
export function callBy(client: ApiClient, baseUrl: string, { agent, version, ...where }: CallOptions): Call {
  const origin = () => baseUrl || (typeof window === "object" && window.location ? window.location.origin : "");
  const controller = createCallController({ slug: agent, ...(version === undefined ? {} : { version }) }, {
    origin,
    clientSecret: where.clientSecret ? () => given(where.clientSecret) : async (model) =>
      (await client.request<{ value: string }>("POST", "/v1/realtime/client_secrets", { body: { session: { type: "realtime", model } } })).value,
    audio: audioOf(where, origin),
    callers: where.callers ?? keptCallerTokens(`parley.caller.${baseUrl}`),
    rate: (conversationId, body) => client.request("POST", `/api/v1/conversations/${encodeURIComponent(conversationId)}/rating`, { body }),
    ...(where.webSocket ? { webSocket: where.webSocket } : {}),
  });
  const listeners: Listeners = {};
  let before = controller.snapshot();
  const watch = () => controller.subscribe(() => {
    const last = before;
    before = controller.snapshot();
    for (const { type, value } of eventsBetween(last, before)) for (const listener of [...listeners[type] ?? []]) tell(listener as (value: unknown) => void, value);
  });
  let unwatch = watch();
  return {
    ...controller,
    async start(given) {
      // A call that was let go of may be begun again.
      unwatch();
      unwatch = watch();
      await controller.start(given);
      await new Promise<void>((resolve) => {
        if (controller.snapshot().call.phase !== "connecting") return resolve();
        const end = controller.subscribe(() => { if (controller.snapshot().call.phase !== "connecting") { end(); resolve(); } });
      });
    },
    on(type, listener) {
      const own = (listeners[type] ??= new Set<never>() as never) as Set<typeof listener>;
      own.add(listener);
      return () => { own.delete(listener); };
    },
  };
}

/** A listener's fault is the application's, not the call's. */
function tell(listener: (value: unknown) => void, value: unknown): void {
  try { listener(value); } catch (error) { queueMicrotask(() => { throw error; }); }
}

async function given(clientSecret: CallSurroundings["clientSecret"]): Promise<string | null> {
  try { return await clientSecret?.() ?? null; } catch (error) {
    if (isApiError(error)) throw error;
    throw new ApiError(0, { code: "unauthenticated", detail: "This page was given no access to the call. Load it again, or try later.", requestId: null, errors: [] });
  }
}

function audioOf({ audio, workletUrl }: CallSurroundings, origin: () => string): CallAudio | null {
  if (audio) return injectedAudio(audio);
  if (audio === false || typeof AudioContext !== "function") return null;
  return browserAudio(() => workletUrl ?? ownWorkletUrl() ?? `${origin()}/voice-worklet.js`);
}

/** The text of `voice-worklet.js`, that `npm run sdk:pack` puts here. */
declare const parleyWorklet: string | undefined;
let workletBlobUrl: string | null = null;

function ownWorkletUrl(): string | null {
  if (typeof parleyWorklet !== "string") return null;
  workletBlobUrl ??= URL.createObjectURL(new Blob([parleyWorklet], { type: "text/javascript" }));
  return workletBlobUrl;
}

import { createClient, originOf, type ClientOptions } from "./client";
import { callBy, type Call, type CallOptions } from "./surrounded-call";

export { ApiError, isApiError } from "./api-error";
export type { CallController, CallSnapshot, CallTarget, Levels, StartOptions } from "@/lib/client/call-controller";
export type { CallerTokens } from "@/lib/client/caller-token";
export type { CallPhase, CallState, CallTurn } from "@/lib/client/call-state";
export type { AudioSink, AudioSource } from "@/lib/client/injected-audio";
export type { CallError, CallEvent, CallEvents, Transcript } from "./call-events";
export type { Call, CallOptions, CallSurroundings } from "./surrounded-call";
export type { WebSocketConstructor, WebSocketLike } from "./web-types";

/** A call without the rest of the SDK. */
export function createCall(options: CallOptions & ClientOptions): Call {
  const baseUrl = originOf(options.baseUrl);
  return callBy(createClient({ ...options, baseUrl }), baseUrl, options);
}

/** The SDK: every operation, typed, and the call. */
import { callBy, type Call, type CallSurroundings } from "./surrounded-call";
import type { CallTarget } from "./call";
import { createClient, originOf } from "./client";
import { createParley as createHttpParley, type HttpOptions, type HttpParley } from "./http";

export { createCall } from "./call";
export { ApiError, isApiError, messageOf } from "./client";
export type * from "./http";
export type { AudioSink, AudioSource, Call, CallController, CallError, CallEvent, CallEvents, CallPhase, CallSnapshot, CallState, CallSurroundings, CallTurn, CallerTokens, Levels, StartOptions, Transcript, WebSocketConstructor, WebSocketLike } from "./call";

export interface ParleyOptions extends HttpOptions, CallSurroundings {}

export interface Parley extends HttpParley {
  /** A call to the agent of this name; nothing happens before `start`. */
  call(options: { agent: string; version?: CallTarget["version"] } & CallSurroundings): Call;
}

export function createParley(options: ParleyOptions = {}): Parley {
  const { clientSecret, webSocket, audio, workletUrl, callers, ...http } = options;
  const surroundings: CallSurroundings = { clientSecret, webSocket, audio, workletUrl, callers };
  const baseUrl = originOf(options.baseUrl);
  const client = createClient({ ...http, baseUrl });
  return { ...createHttpParley(http), call: (call) => callBy(client, baseUrl, { ...surroundings, ...call }) };
}

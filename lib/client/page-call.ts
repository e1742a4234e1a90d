import { api } from "@/lib/sdk/client";
import { browserAudio } from "./browser-audio";
import { createCallController, type CallController, type CallTarget } from "./call-controller";
import { pageCallerTokens } from "./caller-token";

/** A call from a page of the server's own. */
export const createPageCall = (target: CallTarget): CallController => createCallController(target, {
  origin: () => window.location.origin,
  // Asked for with the page's own cookie: it then acts as whoever is signed in, and a refusal comes in words.
  clientSecret: async (model) => (await api.request<{ value: string }>("POST", "/v1/realtime/client_secrets", { body: { session: { type: "realtime", model } } })).value,
  audio: browserAudio(() => "/voice-worklet.js"),
  callers: pageCallerTokens,
  rate: (conversationId, body) => api.request("POST", `/api/v1/conversations/${encodeURIComponent(conversationId)}/rating`, { body }),
});

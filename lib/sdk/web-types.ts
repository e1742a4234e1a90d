/** The few web types that the SDK's interface names: the runtime's own where it declares them, else the part that is used. So it needs no DOM library. */

type Global<Name extends string, Else> = typeof globalThis extends { [Key in Name]: { prototype: infer Found } } ? Found : Else;

export type WebBlob = Global<"Blob", { readonly size: number; readonly type: string }>;
export type WebFormData = Global<"FormData", { append(name: string, value: unknown): void }>;
export type WebSignal = Global<"AbortSignal", { readonly aborted: boolean; readonly reason?: unknown; addEventListener(type: "abort", listener: () => void): void; removeEventListener(type: "abort", listener: () => void): void }>;
export type WebResponse = Global<"Response", {
  readonly ok: boolean; readonly status: number; readonly headers: { get(name: string): string | null };
  text(): Promise<string>; json(): Promise<unknown>; arrayBuffer(): Promise<ArrayBuffer>; blob(): Promise<WebBlob>;
}>;

export type SentBody = string | WebBlob | WebFormData | Uint8Array<ArrayBuffer> | ArrayBuffer;

export interface FetchInit { method: string; headers: Record<string, string>; body?: SentBody; signal?: WebSignal; keepalive?: boolean }

/** `fetch`, as far as it is used. */
export type FetchLike = (url: string, init?: FetchInit) => Promise<WebResponse>;

/** A handler property, as loose as each runtime's own. */
type Handler<Event> = { bivarianceHack(event: Event): void }["bivarianceHack"] | null;

/** A `WebSocket`, of the browser, of Node, of React Native or of the package `ws`. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: Handler<unknown>;
  onmessage: Handler<{ data: unknown }>;
  onclose: Handler<{ code: number }>;
  onerror: Handler<unknown>;
  send(data: string): void;
  close(code?: number): void;
}
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** One request as it was written, and everything that came back: for pages that show a request rather than use it. */

export interface TriedRequest {
  method: string;
  /** Path and query, on the page's own origin. */
  path: string;
  headers: Record<string, string>;
  /** Sent as bearer; the session's cookie is then left out. Without one the cookie speaks. */
  key: string | null;
  body: { contentType: string; text: string } | { form: FormData } | null;
  signal?: AbortSignal;
}
export interface TriedAnswer {
  status: number;
  statusText: string;
  headers: [name: string, value: string][];
  /** Null where the answer is no text. */
  text: string | null;
  sizeBytes: number;
  /** From sending until the last byte. */
  elapsedMs: number;
}

const isText = (contentType: string): boolean => /json|^text\/|xml|^$/.test(contentType);

/** Rejects only where no answer came: the server is away, or `signal` ended it. Any status is an answer. Nothing is stored. */
export async function tryRequest({ method, path, headers: given, key, body, signal }: TriedRequest): Promise<TriedAnswer> {
  const headers = new Headers({ ...given, ...(key ? { authorization: `Bearer ${key}` } : {}) });
  if (body && "text" in body) headers.set("content-type", body.contentType);
  const begunMs = performance.now();
  const response = await fetch(path, {
    method, headers, credentials: key ? "omit" : "same-origin", cache: "no-store", redirect: "manual",
    ...(body ? { body: "form" in body ? body.form : body.text } : {}), ...(signal ? { signal } : {}),
  });
  const bytes = await response.arrayBuffer();
  const elapsedMs = performance.now() - begunMs;
  const text = isText(response.headers.get("content-type") ?? "") ? new TextDecoder().decode(bytes) : null;
  return { status: response.status, statusText: response.statusText, headers: [...response.headers], text, sizeBytes: bytes.byteLength, elapsedMs };
}

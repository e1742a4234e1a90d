/** One request, as its maker wrote it, and the beginning of its answer. */
import { ToolFault } from "./runner";
import type { HttpRequest, ToolArguments, ToolSecrets, ToolSettings } from "./schema";
import { dataOf } from "./result";
import { fillRequest } from "./template";

/** More than the model is given, since JSON is only read whole. */
const mostBytes = 256 * 1024;
const readable = /^(text\/|application\/(json|xml|[\w.+-]+\+(json|xml)|javascript|x-www-form-urlencoded)\b)/i;

export interface Ran { failed: boolean; message?: string; value: unknown }

export async function runHttp(request: HttpRequest, values: { arguments: ToolArguments; settings: ToolSettings; secrets: ToolSecrets }, send: typeof fetch): Promise<Ran> {
  const { url, ...init } = fillRequest(request, values);
  const response = await send(url, init);
  const type = response.headers.get("content-type") ?? "";
  if (type !== "" && !readable.test(type) && response.ok) {
    void response.body?.cancel().catch(() => {});
    throw new ToolFault("The service answered with something that is not text.");
  }
  const text = await beginningOf(response);
  if (response.ok) return { failed: false, value: text === "" ? { status: "Done." } : dataOf(text) };
  return { failed: true, message: `The service answered with status ${response.status}.`, value: dataOf(text.slice(0, 4_000)) };
}

async function beginningOf(response: Response): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "", sizeBytes = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    sizeBytes += piece.value.byteLength;
    text += decoder.decode(piece.value, { stream: true });
    if (sizeBytes >= mostBytes) { void reader.cancel().catch(() => {}); break; }
  }
  return text;
}

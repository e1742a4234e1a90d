import { AppError } from "@/lib/platform/errors";
import { createGuardedFetch, type GuardOptions } from "@/lib/platform/guarded-fetch/client";
import { blocksOfHtml } from "./html";
import { blocksOfMarkdown, blocksOfText, type Block } from "./parse";
import { textOfPdf } from "./pdf";

export interface PageText { url: string; title: string; blocks: Block[] }

export interface PageOptions extends Pick<GuardOptions, "allowedHosts" | "resolve" | "timeoutMs" | "maxBytes"> { signal: AbortSignal }
interface FetchedPage { url: string; contentType: string; bytes: Buffer }

const headers = { accept: "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf", "user-agent": "Parley (knowledge)" };

/** Follows at most three redirects. Throws `url_refused`, `page_unreachable` or `payload_too_large`. */
export async function fetchBytes(address: string, { signal, ...options }: PageOptions): Promise<FetchedPage> {
  try {
    const answer = await createGuardedFetch({ timeoutMs: 10_000, maxBytes: 5 * 1_048_576, maxRedirects: 3, ...options })(address, { headers, signal });
    if (answer.status !== 200) { void answer.body?.cancel().catch(() => {}); throw new Error(`status ${answer.status}`); }
    return { url: answer.url, contentType: answer.headers.get("content-type") ?? "", bytes: Buffer.from(await answer.arrayBuffer()) };
  } catch (cause) {
    const code: unknown = Reflect.get(Object(cause), "code");
    if (code === "ANSWER_TOO_LARGE") throw new AppError("payload_too_large", { public: "The page is larger than 5 MB." });
    if (code === "REDIRECTED_TOO_OFTEN") throw new AppError("page_unreachable", { public: "The page redirects too often." });
    throw new AppError(code === "ADDRESS_REFUSED" ? "url_refused" : "page_unreachable", { cause });
  }
}

/** Fetches one page and gives its text in blocks. Throws what `fetchBytes` and `textOfPdf` throw, and `unsupported_media_type`. */
export async function fetchPage(address: string, options: PageOptions): Promise<PageText> {
  const page = await fetchBytes(address, options);
  const [type = "", ...parameters] = page.contentType.split(";").map((part) => part.trim().toLowerCase());
  const url = new URL(page.url);
  const title = `${url.hostname}${url.pathname === "/" ? "" : url.pathname}`.slice(0, 120);
  if (type === "application/pdf") return { url: page.url, title, blocks: blocksOfText(await textOfPdf(page.bytes)) };
  const text = decoded(page.bytes, parameters.find((part) => part.startsWith("charset="))?.slice("charset=".length).replaceAll('"', ""));
  if (type === "text/markdown") return { url: page.url, title, blocks: blocksOfMarkdown(text) };
  if (type === "text/plain") return { url: page.url, title, blocks: blocksOfText(text) };
  if (type !== "text/html" && type !== "application/xhtml+xml") throw new AppError("unsupported_media_type", { public: "There is no web page, text or PDF at this address." });
  const html = blocksOfHtml(text);
  return { url: page.url, title: html.title || title, blocks: html.blocks };
}

function decoded(bytes: Buffer, charset: string | undefined): string {
  try {
    return new TextDecoder(charset ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

import { AppError } from "@/lib/platform/errors";
import { guardedFetch, type GuardedFetchOptions } from "./guarded-fetch";
import { blocksOfHtml } from "./html";
import { blocksOfMarkdown, blocksOfText, type Block } from "./parse";
import { textOfPdf } from "./pdf";

export interface PageText { url: string; title: string; blocks: Block[] }

/** Fetches one page and gives its text in blocks. Throws what `guardedFetch` and `textOfPdf` throw, and `unsupported_media_type`. */
export async function fetchPage(address: string, options: GuardedFetchOptions): Promise<PageText> {
  const page = await guardedFetch(address, options);
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

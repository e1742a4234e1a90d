import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/platform/errors";

export const maxPdfBytes = 10 * 1_048_576;

export interface PdfLimits { maxPages: number; timeoutMs: number; memoryMb: number }
export const pdfLimits: PdfLimits = { maxPages: 100, timeoutMs: 15_000, memoryMb: 256 };

/**
 * Runs in a thread of its own, which is ended when it takes too long or too much memory: PDFs are programs written by strangers.
 * It is given as text because bundles have no file to point at; it does nothing but call the library.
 */
const threadSource = `
const { parentPort, workerData } = require("node:worker_threads");
(async () => {
  const { getDocumentProxy, extractText } = await import(workerData.library);
  const pdf = await getDocumentProxy(new Uint8Array(workerData.bytes), { isEvalSupported: false, disableFontFace: true, useSystemFonts: false, stopAtErrors: false, verbosity: 0 });
  if (pdf.numPages > workerData.maxPages) return parentPort.postMessage({ fault: "long" });
  const { text } = await extractText(pdf, { mergePages: false });
  parentPort.postMessage({ text: text.join("\\n\\n") });
})().catch((error) => parentPort.postMessage({ fault: error && error.name === "PasswordException" ? "locked" : "broken" }));
`;

type Answer = { text: string } | { fault: "long" | "locked" | "broken" };

/** The text of a PDF. Throws `unsupported_media_type`, `payload_too_large`, `document_encrypted`, `document_too_long` or `document_unreadable`. */
export async function textOfPdf(bytes: Uint8Array, limits: PdfLimits = pdfLimits): Promise<string> {
  if (bytes.byteLength > maxPdfBytes) throw new AppError("payload_too_large", { public: "PDFs can have at most 10 MB." });
  // Readers accept some bytes before the mark, and so do we.
  if (!Buffer.from(bytes.subarray(0, 1_024)).includes("%PDF-")) throw new AppError("unsupported_media_type", { public: "This is not a PDF." });
  const answer = await inThread(bytes, limits);
  if ("text" in answer) {
    if (answer.text.trim() === "") throw new AppError("document_unreadable");
    return answer.text;
  }
  throw new AppError(answer.fault === "long" ? "document_too_long" : answer.fault === "locked" ? "document_encrypted" : "document_unreadable");
}

const library = () => pathToFileURL(createRequire(path.join(process.cwd(), "package.json")).resolve("unpdf")).href;

function inThread(bytes: Uint8Array, limits: PdfLimits): Promise<Answer> {
  const worker = new Worker(threadSource, {
    eval: true, env: {}, execArgv: [], stdout: true, stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32 },
    workerData: { bytes: bytes.slice(), library: library(), maxPages: limits.maxPages },
  });
  return new Promise<Answer>((resolve) => {
    const timer = setTimeout(() => resolve({ fault: "long" }), limits.timeoutMs);
    worker.once("message", (answer: Answer) => { clearTimeout(timer); resolve(answer); });
    worker.once("error", () => { clearTimeout(timer); resolve({ fault: "broken" }); });
    worker.once("exit", () => { clearTimeout(timer); resolve({ fault: "broken" }); });
  }).finally(() => worker.terminate());
}

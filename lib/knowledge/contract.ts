import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { addedSource, entryChange, entryInput, knowledge, knowledgeItem, pageInput, textInput } from "./schema";

const params = z.strictObject({ id: z.string().max(60) });
const read = { access: "viewer", scopes: ["agents:read"] } as const;
const write = { access: "builder", scopes: ["agents:write"] } as const;
export const maxPdfBodyBytes = 10 * 1_048_576;

export const getKnowledgeOp = operation({
  id: "getKnowledge", method: "GET", path: "/api/v1/agents/{id}/knowledge", description: "What the agent's draft knows: sources and entries in order.",
  ...read, params, returns: knowledge, status: 200, fails: ["not_found"],
});
export const addEntryOp = operation({
  id: "addKnowledgeEntry", method: "POST", path: "/api/v1/agents/{id}/knowledge/entries", description: "Add a fact, or a question and its answer.",
  ...write, params, body: entryInput, returns: knowledgeItem, status: 201, fails: ["not_found", "knowledge_full"],
});
const entryParams = params.extend({ entryId: z.string().max(60) });
export const updateEntryOp = operation({
  id: "updateKnowledgeEntry", method: "PATCH", path: "/api/v1/agents/{id}/knowledge/entries/{entryId}", description: "Change an entry.",
  ...write, params: entryParams, body: entryChange, returns: knowledgeItem, status: 200, fails: ["not_found"],
});
export const removeEntryOp = operation({
  id: "removeKnowledgeEntry", method: "DELETE", path: "/api/v1/agents/{id}/knowledge/entries/{entryId}", description: "Remove an entry.",
  ...write, params: entryParams, status: 204, fails: ["not_found"],
});
export const addTextOp = operation({
  id: "addKnowledgeText", method: "POST", path: "/api/v1/agents/{id}/knowledge/text", description: "Take knowledge from plain text or Markdown.",
  ...write, params, body: textInput, returns: addedSource, status: 201, fails: ["not_found", "knowledge_full", "document_unreadable"],
});
export const addPdfOp = operation({
  id: "addKnowledgePdf", method: "POST", path: "/api/v1/agents/{id}/knowledge/pdf", description: "Take knowledge from a PDF: the body is the file, at most 10 MB and 100 pages.",
  ...write, params, query: z.object({ title: z.string().max(120).default("PDF") }), rawBody: { contentTypes: ["application/pdf"], maxBytes: maxPdfBodyBytes }, returns: addedSource, status: 201,
  fails: ["not_found", "knowledge_full", "document_unreadable", "document_encrypted", "document_too_long", "unsupported_media_type", "payload_too_large"],
});
export const addPageOp = operation({
  id: "addKnowledgePage", method: "POST", path: "/api/v1/agents/{id}/knowledge/pages", limit: "outgoing", description: "Take knowledge from a page of the web, once.",
  ...write, params, body: pageInput, returns: addedSource, status: 201,
  fails: ["not_found", "knowledge_full", "document_unreadable", "url_refused", "page_unreachable", "unsupported_media_type", "payload_too_large"],
});
export const removeSourceOp = operation({
  id: "removeKnowledgeSource", method: "DELETE", path: "/api/v1/agents/{id}/knowledge/sources/{sourceId}", description: "Remove a source with all its entries.",
  ...write, params: params.extend({ sourceId: z.string().max(60) }), status: 204, fails: ["not_found"],
});

export const knowledgeContract = [getKnowledgeOp, addEntryOp, updateEntryOp, removeEntryOp, addTextOp, addPdfOp, addPageOp, removeSourceOp];

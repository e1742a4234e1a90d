import type { AddedSource, EntryInput, Knowledge, KnowledgeItem } from "@/lib/knowledge/schema";
import { api } from "@/lib/sdk/client";

const place = (agentId: string, rest = ""): string => `/api/v1/agents/${encodeURIComponent(agentId)}/knowledge${rest}`;

export const loadKnowledge = (agentId: string) => api.request<Knowledge>("GET", place(agentId));
export const addEntry = (agentId: string, entry: EntryInput) => api.request<KnowledgeItem>("POST", place(agentId, "/entries"), { body: entry });
export const changeEntry = (agentId: string, entryId: string, change: EntryInput) => api.request<KnowledgeItem>("PATCH", place(agentId, `/entries/${entryId}`), { body: change });
export const removeEntry = (agentId: string, entryId: string) => api.request("DELETE", place(agentId, `/entries/${entryId}`));
export const addText = (agentId: string, title: string, text: string, kind: "text" | "markdown") => api.request<AddedSource>("POST", place(agentId, "/text"), { body: { title, text, kind } });
export const addPage = (agentId: string, url: string) => api.request<AddedSource>("POST", place(agentId, "/pages"), { body: { url } });
export const addPdf = (agentId: string, file: File) => api.request<AddedSource>("POST", place(agentId, "/pdf"), { query: { title: file.name.replace(/\.pdf$/i, "").slice(0, 120) || "PDF" }, body: new Blob([file], { type: "application/pdf" }) });
export const removeSource = (agentId: string, sourceId: string) => api.request("DELETE", place(agentId, `/sources/${sourceId}`));

import type { AgentChange, AgentComparison, AgentDetail, AgentInput, AgentVersion, AgentVersionSummary, VersionName } from "@/lib/agents/schema";
import { api } from "@/lib/sdk/client";

const place = (id: string, rest = ""): string => `/api/v1/agents/${encodeURIComponent(id)}${rest}`;

export const createAgent = (input: AgentInput) => api.request<AgentDetail>("POST", "/api/v1/agents", { body: input });
export const importAgent = (file: unknown) => api.request<AgentDetail>("POST", "/api/v1/agents/import", { body: file });
export const duplicateAgent = (id: string) => api.request<AgentDetail>("POST", place(id, "/duplicate"));
export const deleteAgent = (id: string) => api.request("DELETE", place(id));
export const loadAgent = (id: string) => api.request<AgentDetail>("GET", place(id));
export const saveAgent = (id: string, change: AgentChange, keepalive = false) => api.request<AgentDetail>("PATCH", place(id), { body: change, keepalive });
export const publishAgent = (id: string, note: string, draftRevision: number) => api.request<AgentVersion>("POST", place(id, "/versions"), { body: { note, draftRevision } });
export const listVersions = (id: string) => api.request<{ items: AgentVersionSummary[] }>("GET", place(id, "/versions"), { query: { limit: 100 } });
export const restoreVersion = (id: string, version: number, draftRevision: number) => api.request<AgentDetail>("POST", place(id, `/versions/${version}/restore`), { body: { draftRevision } });
export const compareAgent = (id: string, from: VersionName, to: VersionName) => api.request<AgentComparison>("GET", place(id, "/compare"), { query: { from, to } });
export const exportPath = (id: string): string => place(id, "/export");

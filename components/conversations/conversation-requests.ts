import { api } from "@/lib/sdk/client";

const place = (id: string, rest = ""): string => `/api/v1/conversations/${encodeURIComponent(id)}${rest}`;

export const conversationPath = (id: string): string => place(id);
export const deleteConversation = (id: string) => api.request("DELETE", place(id));
export const deleteRecording = (id: string) => api.request("DELETE", `/api/v1/recordings/${encodeURIComponent(id)}`);
export const audioPath = (recordingId: string): string => `/api/v1/recordings/${encodeURIComponent(recordingId)}/audio`;
export const loadAudio = async (recordingId: string, signal: AbortSignal): Promise<Blob> => (await api.raw("GET", audioPath(recordingId), { signal })).blob();

import { z } from "zod";
import { listQuery } from "@/lib/platform/page";

export const handover = z.object({
  id: z.string(), conversationId: z.string(), agentId: z.string(), agentName: z.string(),
  message: z.string().nullable().describe("What the caller asked to have passed on; null once the caller has withdrawn it."), createdAt: z.iso.datetime(), readAt: z.iso.datetime().nullable(),
}).meta({ id: "Handover" });
export type Handover = z.infer<typeof handover>;
export const handoverQuery = listQuery({ sorts: ["createdAt"], first: "-createdAt" }).extend({ unread: z.enum(["true", "false"]).optional() });

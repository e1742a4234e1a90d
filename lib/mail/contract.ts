import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf } from "@/lib/platform/page";
import { outboxMail, outboxQuery } from "./schema";

export const listOutboxOp = operation({
  id: "listOutbox", method: "GET", path: "/api/v1/admin/mails", description: "Mail that waits in the outbox because no mail server is set.", access: "platform-admin",
  query: outboxQuery, returns: listOf(outboxMail, "OutboxMailList", { mailServer: z.boolean().describe("Whether one is set, so that mail leaves.") }), status: 200,
});

export const mailContract = [listOutboxOp];

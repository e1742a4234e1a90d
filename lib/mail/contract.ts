import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { outboxMail } from "./schema";

export const listOutboxOp = operation({
  id: "listOutbox", method: "GET", path: "/api/v1/admin/mails", description: "Mail that waits in the outbox because no mail server is set.", access: "platform-admin",
  returns: z.object({ mails: z.array(outboxMail), mailServer: z.boolean() }), status: 200,
});

export const mailContract = [listOutboxOp];

import { z } from "zod";
import { leaveHandover } from "@/lib/handovers/service";
import { queueCallerMessage } from "@/lib/mail/service";
import { publicOrigin } from "@/lib/platform/env";
import { ToolFault, type ToolRunner } from "../runner";

/** Nobody fills the mailbox of a team by talking to its agent. What is over it is kept among the workspace's messages alone. */
const mostPerHour = 20;

/** Leaves the message among the workspace's own, then queues a letter to the address that the workspace set. */
export const handoverMail: ToolRunner = {
  name: "handover-mail",
  async run({ settings, arguments: given, call, ctx }) {
    const to = z.email().safeParse(settings.to);
    if (!to.success) throw new ToolFault("The address of the team is not set as it should be. Nothing was passed on.");
    const message = z.string().min(1).parse(given.message);
    const contact = z.string().default("").parse(given.contact);
    const quoted = [message, ...(contact ? [`Reach them at: ${contact}`] : [])];
    const isCall = call.conversationId !== "";
    if (isCall) await leaveHandover(ctx, { ...call, message: quoted.join("\n\n") });
    const mailed = await ctx.db.transaction((tx) => queueCallerMessage(tx, ctx, { toAddress: to.data, quoted: [...quoted, ...(isCall ? [`The call: ${publicOrigin()}/conversations/${call.conversationId}`] : [])], mostPerHour }));
    if (!isCall && !mailed) throw new ToolFault("As many messages as are allowed went to this address within the hour. Nothing was passed on.");
    return { passedOn: true, byMail: mailed };
  },
};

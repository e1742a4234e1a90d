import { z } from "zod";
import { listQuery } from "@/lib/platform/page";

/** Why a mail is sent. Those with a link carry a key, and are written only when they are about to leave. */
export const mailKinds = ["verify-email", "address-taken", "reset-password", "change-email", "email-changed", "password-changed", "second-factor-added", "second-factor-removed", "recovery-code-used", "workspace-invite", "beta-invite", "caller-message"] as const;
export type MailKind = (typeof mailKinds)[number];

export const outboxMail = z.object({
  id: z.string(), kind: z.enum(mailKinds), toAddress: z.string(), subject: z.string(),
  bodyText: z.string().describe("With its link, which is a key: for platform administrators only."), createdAt: z.iso.datetime(),
}).meta({ id: "OutboxMail" });
export type OutboxMail = z.infer<typeof outboxMail>;
export const outboxQuery = listQuery({ sorts: ["createdAt"], first: "-createdAt", limit: 100 });

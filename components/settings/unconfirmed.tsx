"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { api, messageOf } from "@/lib/sdk/client";

/** Shown while the address is not confirmed. */
export function Unconfirmed({ email }: { email: string }) {
  const [told, setTold] = useState<string | null>(null);
  const resend = () => api.request("POST", "/api/v1/email-verifications", { body: { email } }).then(() => setTold("A link is on its way; at most one a minute."), (error: unknown) => setTold(messageOf(error)));
  return <Note kind="thinking" title="Your e-mail address is not confirmed yet" actions={<Button size="small" onClick={() => void resend()}>Send the link again</Button>}><p aria-live="polite">{told ?? "A forgotten password can be replaced only through a mailbox that is yours. Use the link in your mail, or have it sent again."}</p></Note>;
}

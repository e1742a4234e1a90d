"use client";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { api, isApiError, messageOf } from "@/lib/sdk/client";
import { useLinkToken } from "./use-link-token";

/** A press and not the opening of the page takes the link, since mail programs open links to look at them. */
export function VerifyButton() {
  const token = useLinkToken();
  const [state, setState] = useState<"open" | "closed" | "done">("open");
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await api.request("PUT", "/api/v1/email-verifications", { body: { token } });
      setState("done");
    } catch (error) {
      if (isApiError(error) && (error.code === "link_used" || error.errors[0]?.path === "token")) setState("closed");
      else setFault(messageOf(error));
    }
    setBusy(false);
  };
  if (state === "done") return <Note title="The address is confirmed"><p><Link href="/agents">Go on to your agents</Link></p></Note>;
  if (state === "closed" || token === "") return <Note kind="error" title="This link has been used, or is older than a day"><p>Sign in: if the address still needs to be confirmed, the settings say so and send a new link.</p></Note>;
  return <>{fault ? <Note kind="error" title={fault} /> : null}<Button kind="ink" busy={busy && "Confirming"} onClick={() => void confirm()}>Confirm the address</Button></>;
}

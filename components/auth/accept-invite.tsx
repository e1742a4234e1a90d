"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { InviteView } from "@/lib/invites/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { SignUpForm } from "./sign-up-form";
import { useLinkToken } from "./use-link-token";

/** Outlives the way to the sign-in page and back; it is in this tab alone. */
const keptKey = "parley.invite";

export function AcceptInvite({ email }: { email: string | null }) {
  const inAddress = useLinkToken();
  const [token, setToken] = useState<string | null>(null);
  const [view, setView] = useState<InviteView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (inAddress === null) return;
    const known = inAddress || sessionStorage.getItem(keptKey) || "";
    if (known) sessionStorage.setItem(keptKey, known);
    const looking = known ? api.request<InviteView>("POST", "/api/v1/invites/lookup", { body: { token: known } }) : Promise.reject(new Error());
    looking.then((found) => { setToken(known); setView(found); }, (error: unknown) => setFault(known ? messageOf(error) : "Open this page by the link that was sent to you."));
  }, [inAddress]);
  const accept = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await api.request("PUT", "/api/v1/invites", { body: { token } });
      sessionStorage.removeItem(keptKey);
      location.assign(new URL("/agents", location.origin));
    } catch (error) { setFault(messageOf(error)); setBusy(false); }
  };
  if (!view || !token) return fault ? <Note kind="error" title={fault}><p>Ask whoever invited you for a new one.</p></Note> : <p className="soft" aria-busy="true">Looking at the invite …</p>;
  return (
    <>
      <p>{view.kind === "workspace" ? <>To the workspace <b>{view.workspaceName}</b>, as {view.role}.</> : "To make voice agents here, and to talk to them."}{view.bound ? " It is for the address it was sent to." : null}</p>
      {fault ? <Note kind="error" title={fault} /> : null}
      {email
        ? view.kind === "workspace" ? <Button kind="ink" busy={busy && "Joining"} onClick={() => void accept()}>Join as {email}</Button> : <p>You are signed in as {email} and need none. <Link href="/agents">Go on to your agents</Link></p>
        : <><SignUpForm next="/agents" linkToken={token} label="Make an account" />{view.kind === "workspace" ? <p>An account already? <Link href="/sign-in?next=/invite">Sign in</Link></p> : null}</>}
    </>
  );
}

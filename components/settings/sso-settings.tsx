"use client";
import { useState } from "react";
import { CopyButton } from "@/components/shell/copy-button";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/sdk/client";
import type { SsoConnection } from "@/lib/sso/schema";
import { SsoDomains } from "./sso-domains";
import { SsoForm } from "./sso-form";

export function SsoSettings({ first, redirectUri }: { first: SsoConnection | null; redirectUri: string }) {
  const [connection, setConnection] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const say = useToast();
  const remove = async () => {
    try {
      await api.request("DELETE", "/api/v1/sso/connection");
      setConnection(null);
      setFault(null);
      say("Nobody signs in with the organisation any more");
    } catch (error) { setFault(messageOf(error)); }
    setAsking(false);
  };
  return (
    <div className="grid max-w-2xl gap-12">
      <section aria-labelledby="h-sso" className="grid gap-5">
        <h2 className="head" id="h-sso">Sign in with your organisation</h2>
        <p>People of your organisation sign in by its own identity server (OpenID Connect), and become members of this workspace when they first come.</p>
        {fault ? <Note kind="error" title={fault} /> : null}
        {connection ? <State connection={connection} /> : null}
        <div><h3 className="font-medium">Redirect address</h3><p className="mt-1 flex items-center gap-2"><code className="code break-all">{redirectUri}</code><CopyButton text={redirectUri} label="Copy redirect address" /></p><p className="hint mt-1">Make a web application with it at your identity server; then copy from there what is asked for here.</p></div>
        <SsoForm key={connection?.id ?? "new"} connection={connection} onSaved={setConnection} />
      </section>
      {connection ? <SsoDomains connection={connection} onChange={setConnection} /> : null}
      {connection ? (
        <section aria-labelledby="h-sso-delete" className="grid gap-3">
          <h2 className="head" id="h-sso-delete">Take it away</h2>
          <p className="soft">Nobody signs in by it any more. People who came by it stay members, and stay signed in where they are.</p>
          <Button className="justify-self-start" onClick={() => setAsking(true)}>Delete the connection</Button>
        </section>
      ) : null}
      <Dialog open={asking} onOpenChange={setAsking} title="Delete the connection?" description="Who has no password cannot sign in until there is a connection again. Its domains must then be proven anew."
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => void remove()}>Delete it</Button></>}><></></Dialog>
    </div>
  );
}

/** Whether people can sign in by it now, and what is missing. */
function State({ connection: { enabled, domains } }: { connection: SsoConnection }) {
  const proven = domains.filter(({ verifiedAt }) => verifiedAt !== null).map(({ domain }) => domain);
  if (!enabled) return <Note kind="thinking" title="It is switched off">Nobody signs in by it.</Note>;
  if (proven.length === 0) return <Note kind="thinking" title="No domain is proven yet">Nobody signs in by it until one is; see below.</Note>;
  return <Note title={`People at ${proven.join(", ")} sign in by it`} />;
}

"use client";
import { useState } from "react";
import { CopyButton } from "@/components/shell/copy-button";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/sdk/client";
import type { SsoConnection, SsoDomain } from "@/lib/sso/schema";

export function SsoDomains({ connection, onChange }: { connection: SsoConnection; onChange(connection: SsoConnection): void }) {
  const [fault, setFault] = useState<{ id: string; message: string } | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const say = useToast();
  const verify = async ({ id, domain }: SsoDomain) => {
    if (busy) return;
    setBusy(id);
    try {
      const verified = await api.request<SsoDomain>("POST", `/api/v1/sso/domains/${encodeURIComponent(id)}/verification`);
      onChange({ ...connection, domains: connection.domains.map((each) => (each.id === id ? verified : each)) });
      setFault(null);
      say(`${domain} is proven`);
    } catch (error) { setFault({ id, message: messageOf(error) }); }
    setBusy(null);
  };
  return (
    <section aria-labelledby="h-domains" className="grid gap-5">
      <h2 className="head" id="h-domains">Prove the domains</h2>
      <p className="soft">Add the record where the domain’s name servers are administered, as TXT of the domain itself. Only then do people with it sign in.</p>
      <ul className="grid gap-6">
        {connection.domains.map((each) => (
          <li key={each.id} className="grid gap-2 border-t border-rule pt-4" aria-label={each.domain}>
            <p className="flex flex-wrap items-center gap-2"><span className="font-medium break-all">{each.domain}</span>{each.verifiedAt ? <><Tag kind="ink">proven</Tag><span className="hint">since <LocalTime at={each.verifiedAt} form="day" /></span></> : <Tag>not proven yet</Tag>}</p>
            <p className="flex items-center gap-2"><code className="code break-all">{each.record}</code><CopyButton text={each.record} label={`Copy the record of ${each.domain}`} /></p>
            {fault?.id === each.id ? <Note kind="error" title={fault.message} /> : null}
            {each.verifiedAt ? null : <Button size="small" className="justify-self-start" aria-label={`Look for the record of ${each.domain}`} busy={busy === each.id && "Looking"} onClick={() => void verify(each)}>Look for the record</Button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

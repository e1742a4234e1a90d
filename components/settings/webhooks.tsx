"use client";
import { useState } from "react";
import { CopyButton } from "@/components/shell/copy-button";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import type { NewWebhook, Webhook } from "@/lib/webhooks/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { WebhookDialog } from "./webhook-dialog";
import { secretOf, WebhookRow } from "./webhook-row";

const pathOf = ({ id }: Webhook) => `/api/v1/webhooks/${encodeURIComponent(id)}`;

export function Webhooks({ first }: { first: Webhook[] }) {
  const [webhooks, setWebhooks] = useState(first);
  /** Shown until the page is left. */
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const [doomed, setDoomed] = useState<{ webhook: Webhook; by: "delete" | "rotate" } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();
  const put = (kept: Webhook | NewWebhook) => {
    const secret = secretOf(kept);
    if (secret) setMade({ id: kept.id, secret });
    setWebhooks((before) => (before.some(({ id }) => id === kept.id) ? before.map((one) => (one.id === kept.id ? kept : one)) : [kept, ...before]));
    setFault(null);
    if (!secret) say("The change is kept");
  };
  const act = async ({ webhook, by }: { webhook: Webhook; by: "delete" | "rotate" }) => {
    try {
      if (by === "rotate") put(await api.request<NewWebhook>("POST", `${pathOf(webhook)}/rotate`));
      else {
        await api.request("DELETE", pathOf(webhook));
        setWebhooks((before) => before.filter(({ id }) => id !== webhook.id));
        if (made?.id === webhook.id) setMade(null);
        say("The webhook is deleted");
      }
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };
  const rotates = doomed?.by === "rotate";
  return (
    <section aria-labelledby="h-webhooks" className="grid gap-6">
      <div>
        <div className="page-head"><h2 className="head flex-1" id="h-webhooks">Webhooks</h2><WebhookDialog held={null} onKept={put} trigger={<Button>New webhook</Button>} /></div>
        <p className="soft">Your own server is told when something happens here: signed by Standard Webhooks, and tried again for a day where it does not answer. What was said is sent only where the caller agreed that it is kept.</p>
      </div>
      {made ? <Note title="This is the secret that signs what is sent. Copy it now: it is shown this once."><p className="flex items-center gap-2 pt-1"><code className="code break-all text-ink" data-testid="new-secret">{made.secret}</code><CopyButton text={made.secret} label="Copy secret" /></p></Note> : null}
      {fault ? <Note kind="error" title={fault} /> : null}
      {webhooks.length === 0 ? <p className="soft">No webhooks. Add the address of a server that is to be told.</p> : (
        <ul className="grid gap-8">{webhooks.map((webhook) => <WebhookRow key={webhook.id} webhook={webhook} onChange={put} onRotate={(one) => setDoomed({ webhook: one, by: "rotate" })} onDelete={(one) => setDoomed({ webhook: one, by: "delete" })} />)}</ul>
      )}
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={rotates ? "Make a new secret?" : "Delete this webhook?"}
        description={rotates ? "For 24 hours both secrets sign, so that your server can change over. Then the old one is worth nothing." : "Nothing is sent there any more, and the record of its deliveries goes with it. This cannot be undone."}
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void act(doomed); }}>{rotates ? "Make a new secret" : "Delete the webhook"}</Button></>}><></></Dialog>
    </section>
  );
}

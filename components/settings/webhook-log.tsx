"use client";
import Link from "next/link";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Tag } from "@/components/ui/tag";
import { webhookFaults, type Webhook, type WebhookDelivery } from "@/lib/webhooks/schema";
import { api, messageOf } from "@/lib/sdk/client";

const stateWords: Record<WebhookDelivery["state"], string> = { pending: "waiting", delivered: "delivered", failed: "given up", withdrawn: "nothing to tell" };

/** What was sent to one address, the newest first, with the way to send it again. */
export function WebhookLog({ webhook, first, state, nextCursor }: { webhook: Webhook; first: WebhookDelivery[]; state: string; nextCursor: string | null }) {
  const [deliveries, setDeliveries] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const path = `/settings/webhooks/${encodeURIComponent(webhook.id)}`;
  const older = new URLSearchParams({ ...(state ? { state } : {}), ...(nextCursor ? { cursor: nextCursor } : {}) });
  const replay = async ({ id }: WebhookDelivery) => {
    if (busy) return;
    setBusy(id);
    try {
      const again = await api.request<WebhookDelivery>("POST", `/api/v1/webhooks/${encodeURIComponent(webhook.id)}/deliveries/${encodeURIComponent(id)}/replay`);
      setDeliveries((before) => before.map((one) => (one.id === id ? again : one)));
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
    setBusy(null);
  };
  return (
    <section aria-labelledby="h-deliveries" className="grid gap-5">
      <div>
        <p className="small"><Link href="/settings/webhooks">Webhooks</Link></p>
        <h2 className="head" id="h-deliveries">Deliveries</h2>
        <p className="soft break-all">{webhook.url}</p>
        <p className="hint mt-1">Kept for 30 days. Of an answer only its status is kept.</p>
      </div>
      {webhook.disabledAt ? <Note kind="thinking" title="This webhook is switched off">Switch it on before you send anything again.</Note> : null}
      <form method="get" className="flex flex-wrap items-end gap-3">
        <div className="field"><label htmlFor="delivery-state">Show</label><Select id="delivery-state" name="state" defaultValue={state}><option value="">Everything</option>{Object.entries(stateWords).map(([value, says]) => <option key={value} value={value}>{says}</option>)}</Select></div>
        <Button type="submit">Show</Button>
      </form>
      {fault ? <Note kind="error" title={fault} /> : null}
      {deliveries.length === 0 ? <p className="soft">Nothing was sent that matches. Send a test, or wait until something happens.</p> : (
        <table className="table list">
          <caption className="sr">Deliveries, the newest first</caption>
          <thead><tr><th scope="col">Event</th><th scope="col">What became of it</th><th scope="col" className="relative"><span className="sr">Actions</span></th></tr></thead>
          <tbody>
            {deliveries.map((delivery) => (
              <tr key={delivery.id}>
                <th scope="row"><span className="code break-words">{delivery.eventType}</span><span className="hint block"><LocalTime at={delivery.createdAt} /></span><span className="hint code block break-all max-md:hidden">{delivery.eventId}</span></th>
                <td>
                  <Tag kind={delivery.state === "failed" ? "error" : delivery.state === "pending" ? "thinking" : undefined}>{stateWords[delivery.state]}</Tag>
                  {delivery.lastAttempt ? <span className="hint block"><span className="num">{delivery.lastAttempt.status ?? "no answer"}, {delivery.lastAttempt.durationMs} ms</span>{delivery.lastAttempt.fault ? `. ${webhookFaults[delivery.lastAttempt.fault]}` : ""}</span> : null}
                  {delivery.nextAttemptAt && delivery.lastAttempt ? <span className="hint block">Again <LocalTime at={delivery.nextAttemptAt} /></span> : null}
                </td>
                <td className="r"><Button size="small" aria-label={`Send ${delivery.eventId} again`} busy={busy === delivery.id && "Sending"} onClick={() => void replay(delivery)}>Send again</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {nextCursor ? <p><Link href={`${path}?${older}`}>Older</Link></p> : null}
    </section>
  );
}

"use client";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button, buttonClass } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { NewWebhook, Webhook, WebhookTest } from "@/lib/webhooks/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { WebhookDialog } from "./webhook-dialog";

const disabledWords: Record<NonNullable<Webhook["disabledReason"]>, { title: string; cure: string }> = {
  asked: { title: "Switched off", cure: "Nothing is sent to it, and what happens meanwhile is not sent later." },
  gone: { title: "Switched off: it answered that it is gone (410)", cure: "Correct the address or what answers there, send a test, then switch it on." },
  failing: { title: "Switched off: it took nothing for five days", cure: "See the deliveries for how it failed, send a test, then switch it on. What was not taken can be sent again from there." },
};

interface RowProps { webhook: Webhook; onChange(webhook: Webhook): void; onRotate(webhook: Webhook): void; onDelete(webhook: Webhook): void }

export function WebhookRow({ webhook, onChange, onRotate, onDelete }: RowProps) {
  const [asked, setAsked] = useState<{ answer: WebhookTest | { delivered: false; status: null; message: string } | null } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const path = `/api/v1/webhooks/${encodeURIComponent(webhook.id)}`;
  const name = webhook.description || webhook.url;
  const test = async () => {
    setAsked({ answer: null });
    try { setAsked({ answer: await api.request<WebhookTest>("POST", `${path}/test`) }); } catch (error) { setAsked({ answer: { delivered: false, status: null, message: messageOf(error) } }); }
  };
  const turn = async (enabled: boolean) => {
    try { onChange(await api.request<Webhook>("PATCH", path, { body: { enabled } })); setFault(null); } catch (error) { setFault(messageOf(error)); }
  };
  return (
    <li className="grid gap-3 border-t border-rule pt-5" aria-label={name}>
      <h3 className="font-medium break-all">{name}</h3>
      <dl className="facts max-md:grid!">
        {webhook.description ? <Fact name="Address"><span className="break-all">{webhook.url}</span></Fact> : null}
        <Fact name="Told of">{webhook.eventTypes.map((type) => <span key={type} className="code block">{type}</span>)}</Fact>
        <Fact name="Secret"><span className="num">…{webhook.lastFour}</span>{webhook.previousSecretUntil ? <span className="hint block">The one before signs as well until <LocalTime at={webhook.previousSecretUntil} /></span> : null}</Fact>
        <Fact name="Added"><LocalTime at={webhook.createdAt} form="day" /></Fact>
      </dl>
      {webhook.disabledReason ? <Note kind={webhook.disabledReason === "asked" ? "plain" : "thinking"} title={disabledWords[webhook.disabledReason].title}>{disabledWords[webhook.disabledReason].cure}</Note>
        : webhook.failingSince ? <Note kind="thinking" title={<>It has taken nothing since <LocalTime at={webhook.failingSince} /></>}>It is tried again for a day. After five days without success it is switched off.</Note> : null}
      {fault ? <Note kind="error" title={fault} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button aria-label={`Send a test to ${name}`} busy={asked?.answer === null && "Sending"} onClick={() => void test()}>Send a test</Button>
        <Link className={buttonClass()} href={`/settings/webhooks/${encodeURIComponent(webhook.id)}`} aria-label={`Deliveries to ${name}`}>Deliveries</Link>
        <WebhookDialog held={webhook} onKept={onChange} trigger={<Button aria-label={`Change ${name}`}>Change</Button>} />
        <Button aria-label={`Rotate the secret of ${name}`} onClick={() => onRotate(webhook)}>Rotate secret</Button>
        <Button aria-label={`Switch ${webhook.disabledAt ? "on" : "off"} ${name}`} onClick={() => void turn(webhook.disabledAt !== null)}>{webhook.disabledAt ? "Switch on" : "Switch off"}</Button>
        <Button aria-label={`Delete ${name}`} onClick={() => onDelete(webhook)}>Delete</Button>
      </div>
      <div role="status">{asked?.answer ? <p className={asked.answer.delivered ? undefined : "text-error"}><b className="font-medium">{asked.answer.delivered ? "Delivered." : "Not delivered."}</b> {asked.answer.message}{asked.answer.status === null ? "" : ` (${asked.answer.status})`}</p> : null}</div>
    </li>
  );
}

/** One below the other on a phone: addresses are long. */
const Fact = ({ name, children }: { name: string; children: ReactNode }) => <div className="min-w-0 max-md:border-0! max-md:p-0!"><dt>{name}</dt><dd className="break-words whitespace-normal!">{children}</dd></div>;

export const secretOf = (webhook: Webhook | NewWebhook): string | null => ("secret" in webhook ? webhook.secret : null);

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LocalTime } from "@/components/shell/local-time";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { requirePageActor } from "@/lib/api/page";
import { outboxQuery } from "@/lib/mail/schema";
import { listOutbox } from "@/lib/mail/service";

export const metadata: Metadata = { title: "Outbox", referrer: "no-referrer", robots: { index: false } };

export default async function OutboxPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/admin/outbox");
  if (!ctx.actor.platformAdmin) notFound();
  const asked = outboxQuery.pick({ cursor: true }).safeParse({ cursor: (await searchParams).cursor });
  const { items: mails, nextCursor, mailServer } = await listOutbox(ctx, asked.data);
  return (
    <div className="grid gap-8">
      {mailServer
        ? <Note title="Mail goes to the configured server"><p>What waited here is sent within ten minutes of its being set.</p></Note>
        : <Note kind="thinking" title="No mail server is set"><p>Mail stays here for a day. Pass its links on by a way you trust: each is a key to an account. Set <code className="code">SMTP_URL</code> and <code className="code">MAIL_FROM</code> to send it.</p></Note>}
      {mails.length === 0 ? <Empty title="Nothing waits">Confirmations of addresses and links for new passwords appear here.</Empty> : (
        <ul className="grid grid-cols-1 gap-6">
          {mails.map((mail) => (
            <li key={mail.id} className="panel grid min-w-0 gap-2 p-5">
              <h2 className="head">{mail.subject}</h2>
              <p className="small soft">To {mail.toAddress}, <LocalTime at={mail.createdAt} /></p>
              <p className="whitespace-pre-line wrap-anywhere">{mail.bodyText}</p>
            </li>
          ))}
        </ul>
      )}
      {nextCursor ? <p><a className="link" href={`/admin/outbox?cursor=${encodeURIComponent(nextCursor)}`}>Older mail</a></p> : null}
    </div>
  );
}

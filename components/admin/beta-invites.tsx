"use client";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { useInvites } from "@/components/settings/use-invites";
import { CopyButton } from "@/components/shell/copy-button";
import { LocalTime } from "@/components/shell/local-time";
import type { Page } from "@/components/shell/use-more";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import type { Invite } from "@/lib/invites/schema";
import { InviteImport } from "./invite-import";

export function BetaInvites({ first }: { first: Page<Invite> }) {
  const { invites, list, made, fault, busy, make, revoke } = useInvites("/api/v1/admin/invites", first);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (busy) return;
    await make(event.currentTarget, { email: formText(given, "email").trim() || null, note: formText(given, "note"), uses: Number(formText(given, "uses")) || 1, days: Number(formText(given, "days")) || 7 });
  };
  const router = useRouter();
  return (
    <div className="grid gap-10">
      <section aria-labelledby="h-new" className="grid gap-5">
        <h2 className="head" id="h-new">Invite into this installation</h2>
        <form onSubmit={submit} noValidate className="grid max-w-3xl items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field label="E-mail address" hint="Empty: whoever has the link." error={fault}><Input name="email" type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} /></Field>
          <Field label="Note" hint="For you alone."><Input name="note" maxLength={200} autoComplete="off" /></Field>
          <Field label="Uses" hint="1 to 10,000."><Input name="uses" inputMode="numeric" defaultValue="1" /></Field>
          <Field label="Days" hint="1 to 90."><Input name="days" inputMode="numeric" defaultValue="7" /></Field>
          <Button type="submit" kind="ink" className="justify-self-start" busy={busy && "Making it"}>Make an invite</Button>
        </form>
        {made ? <Note title="The invite is made. Its link is shown this once."><p className="flex flex-wrap items-center gap-2 pt-1"><code className="code break-all text-ink">{made.link}</code><CopyButton text={made.link} label="Copy link" /></p></Note> : null}
        <InviteImport onMade={() => router.refresh()} />
      </section>
      <section aria-labelledby="h-all">
        <h2 className="head mb-3" id="h-all">Invites</h2>
        {invites.length === 0 ? <p className="soft">None yet. Where sign-up is by invitation (SIGNUP=invite), nobody gets in without one.</p> : (
          <table className="table list">
            <thead><tr><th scope="col">For</th><th scope="col">Used</th><th scope="col" className="wide">Until</th><th scope="col">State</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
            <tbody>
              {invites.map((invite) => (
                <tr key={invite.id}>
                  <th scope="row" className="break-all">{invite.email ?? "whoever has the link"}{invite.note ? <span className="hint block">{invite.note}</span> : null}{invite.people.map((person) => <span key={person.userId} className="hint block">came: {person.email}, <LocalTime at={person.usedAt} form="day" /></span>)}</th>
                  <td className="num">{invite.uses} of {invite.usesAllowed}</td><td className="num wide"><LocalTime at={invite.expiresAt} form="day" /></td><td><Tag>{invite.state}</Tag></td>
                  <td className="r">{invite.state === "open" ? <Button size="small" aria-label={`Revoke the invite of ${invite.email ?? invite.note ?? ""}`} onClick={() => void revoke(invite)}>Revoke</Button> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {list.hasMore ? <Button className="mt-5" busy={list.busy && "Loading"} onClick={() => void list.more()}>Show more</Button> : null}
      </section>
    </div>
  );
}

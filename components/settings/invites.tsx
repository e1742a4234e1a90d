"use client";
import { useState, type FormEvent } from "react";
import { emailFault } from "@/components/auth/email-fault";
import { formText } from "@/components/auth/form-text";
import { CopyButton } from "@/components/shell/copy-button";
import { LocalTime } from "@/components/shell/local-time";
import type { Page } from "@/components/shell/use-more";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import type { Invite } from "@/lib/invites/schema";
import type { Member } from "@/lib/workspaces/schema";
import { RoleChoice } from "./role-choice";
import { useInvites } from "./use-invites";

export function Invites({ first, most }: { first: Page<Invite>; most: Member["role"] }) {
  const { invites, list, made, fault, setFault, busy, make, revoke } = useInvites("/api/v1/invites", first);
  const [role, setRole] = useState<Member["role"]>("builder");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = formText(new FormData(event.currentTarget), "email").trim();
    if (busy) return;
    const wrong = emailFault(email);
    if (wrong) return setFault(wrong);
    await make(event.currentTarget, { email, role });
  };
  return (
    <section aria-labelledby="h-invites" className="grid gap-5">
      <h2 className="head" id="h-invites">Invite somebody</h2>
      <form onSubmit={submit} noValidate className="flex max-w-2xl flex-wrap items-end gap-3">
        <Field className="min-w-56 flex-1" label="E-mail address" error={fault}><Input name="email" type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} /></Field>
        <RoleChoice label="Role" value={role} most={most} onChange={setRole} />
        <Button type="submit" kind="ink" busy={busy && "Inviting"}>Invite</Button>
      </form>
      {made ? <Note title={`An invite for ${made.email ?? "them"} is on its way`}><p className="flex flex-wrap items-center gap-2 pt-1">Or pass on the link yourself; it is shown this once. <CopyButton text={made.link} label="Copy link" /></p></Note> : null}
      {invites.length === 0 ? null : (
        <table className="table list">
          <thead><tr><th scope="col">Invited</th><th scope="col">Role</th><th scope="col" className="wide">Until</th><th scope="col">State</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
          <tbody>
            {invites.map((invite) => (
              <tr key={invite.id}>
                <th scope="row" className="break-all">{invite.email}</th><td>{invite.role}</td><td className="num wide"><LocalTime at={invite.expiresAt} form="day" /></td><td><Tag>{invite.state}</Tag></td>
                <td className="r">{invite.state === "open" ? <Button size="small" aria-label={`Revoke the invite of ${invite.email ?? ""}`} onClick={() => void revoke(invite)}>Revoke</Button> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.hasMore ? <Button className="justify-self-start" busy={list.busy && "Loading"} onClick={() => void list.more()}>Show more</Button> : null}
    </section>
  );
}

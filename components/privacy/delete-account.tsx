"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { signOut } from "@/components/auth/session-requests";
import { fieldFaults, type FieldFaults } from "@/components/settings/field-faults";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { ErasurePreview, NewErasure } from "@/lib/privacy/schema";
import { api } from "@/lib/sdk/client";

export function DeleteAccount({ preview }: { preview: ErasurePreview }) {
  const [open, setOpen] = useState(false);
  const isBlocked = preview.lastAdmin || preview.blockedBy.length > 0;
  return (
    <section aria-labelledby="h-leave" className="grid gap-5">
      <h2 className="head" id="h-leave">Delete your account</h2>
      <p>Everything of you is erased from this installation, at once and for good. Download your copy first if you may want any of it.</p>
      {isBlocked ? <Blocked preview={preview} /> : <Button className="justify-self-start" onClick={() => setOpen(true)}>Delete my account</Button>}
      {open ? <DeleteDialog preview={preview} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function Blocked({ preview }: { preview: ErasurePreview }) {
  return (
    <Note kind="thinking" title="Something needs a hand before you can leave">
      <ul className="grid gap-1">
        {preview.blockedBy.map((name) => <li key={name}>You are the only owner of “{name}”, and others are in it. Make one of them an owner under Members.</li>)}
        {preview.lastAdmin ? <li>You are the only administrator of this installation. Make another on its machine with <code>npm run parley -- user promote --email …</code>.</li> : null}
      </ul>
    </Note>
  );
}

function DeleteDialog({ preview, onClose }: { preview: ErasurePreview; onClose(): void }) {
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const { token, statusPath } = await api.request<NewErasure>("POST", "/api/v1/me/erasure", { body: { currentPassword: formText(new FormData(event.currentTarget), "currentPassword") } });
      await signOut(`${statusPath}#${token}`);
    } catch (error) { setFaults(fieldFaults(error, ["currentPassword"])); setBusy(false); }
  };
  return (
    <Dialog open onOpenChange={(next) => { if (!next) onClose(); }} title="Delete your account?" description="This cannot be undone."
      actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" type="submit" form="delete-account" busy={busy && "Deleting"}>Delete everything</Button></>}>
      <ul className="grid gap-1 list-disc pl-5">
        <li>Your calls, their words and their sound, in every workspace. A call that runs now ends.</li>
        <li>Your sessions, keys, mail, invites and consents.</li>
        {preview.alone.length > 0 ? <li>With all agents, what they know and all their calls: {preview.alone.map((name) => `“${name}”`).join(", ")}.</li> : null}
        {preview.shared.length > 0 ? <li>What stays, without your name: agents you made in {preview.shared.map((name) => `“${name}”`).join(", ")}.</li> : null}
      </ul>
      <form id="delete-account" onSubmit={submit} method="post" noValidate className="mt-4">
        <Field label="Your password" error={faults.currentPassword}><Input name="currentPassword" type="password" autoComplete="current-password" maxLength={128} required /></Field>
      </form>
    </Dialog>
  );
}

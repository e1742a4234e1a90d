"use client";
import { useState } from "react";
import { useMore, type Page } from "@/components/shell/use-more";
import type { Invite, NewInvite } from "@/lib/invites/schema";
import { api, isApiError, messageOf } from "@/lib/sdk/client";

/** A list of invites under `path`: making one, whose link is held this once, and revoking. */
export function useInvites(path: string, first: Page<Invite>) {
  const list = useMore(path, first);
  const [made, setMade] = useState<NewInvite | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** Empties the form where it worked. */
  const make = async (form: HTMLFormElement, body: object) => {
    setBusy(true);
    try {
      const invite = await api.request<NewInvite>("POST", path, { body });
      setMade(invite);
      list.change((before) => [invite, ...before]);
      setFault(null);
      form.reset();
    } catch (error) { setFault((isApiError(error) && error.errors[0]?.message) || messageOf(error)); }
    setBusy(false);
  };
  const revoke = async (invite: Invite) => {
    try {
      await api.request("DELETE", `${path}/${encodeURIComponent(invite.id)}`);
      list.change((before) => before.map((each) => (each.id === invite.id ? { ...each, state: "revoked" as const } : each)));
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
  };
  return { invites: list.items, list, made, fault, setFault, busy, make, revoke };
}

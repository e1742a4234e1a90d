"use client";
import { useState, type ChangeEvent } from "react";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { api, isApiError, messageOf } from "@/lib/sdk/client";

/** A CSV of addresses and notes: all of them are invited, or none. */
export function InviteImport({ onMade }: { onMade(): void }) {
  const [faults, setFaults] = useState<string[]>([]);
  const say = useToast();
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (!file) return;
    try {
      const { created } = await api.request<{ created: number }>("POST", "/api/v1/admin/invites/import", { body: { csv: await file.text() } });
      setFaults([]);
      say(`${created} ${created === 1 ? "invite is" : "invites are"} on the way`);
      onMade();
    } catch (error) { setFaults(isApiError(error) && error.errors.length > 0 ? error.errors.map(({ message }) => message) : [messageOf(error)]); }
    input.value = "";
  };
  return (
    <div className="grid gap-2">
      <label className="small" htmlFor="invite-csv">Or many at once, from a CSV with a line each: address, note</label>
      <input id="invite-csv" type="file" accept=".csv,text/csv" onChange={(event) => void take(event)} />
      {faults.length > 0 ? <Note kind="error" title="Nobody was invited"><ul>{faults.map((fault) => <li key={fault}>{fault}</li>)}</ul></Note> : null}
    </div>
  );
}

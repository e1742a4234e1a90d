"use client";
import { useState } from "react";
import { signOut } from "@/components/auth/session-requests";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import type { Session } from "@/lib/identity/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { deviceWords } from "./device-words";

export function Sessions({ first }: { first: Session[] }) {
  const [sessions, setSessions] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const end = async (session: Session) => {
    if (session.current) return signOut();
    try {
      await api.request("DELETE", `/api/v1/sessions/${encodeURIComponent(session.id)}`);
      setSessions((before) => before.filter(({ id }) => id !== session.id));
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
  };
  const endOthers = async () => {
    try {
      await api.request("DELETE", "/api/v1/sessions");
      setSessions((before) => before.filter(({ current }) => current));
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
  };
  return (
    <section aria-labelledby="h-sessions">
      <div className="page-head"><h2 className="head flex-1" id="h-sessions">Where you are signed in</h2>{sessions.length > 1 ? <Button onClick={() => void endOthers()}>Sign out everywhere else</Button> : null}</div>
      {fault ? <Note kind="error" className="mb-4" title={fault} /> : null}
      <table className="table list">
        <thead><tr><th scope="col">Where</th><th scope="col" className="wide">Since</th><th scope="col">Last seen</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <th scope="row">{deviceWords(session.userAgent)}{session.current ? <> <Tag>This one</Tag></> : null}</th>
              <td className="num wide"><LocalTime at={session.createdAt} /></td>
              <td className="num"><LocalTime at={session.lastSeenAt} /></td>
              <td className="r"><Button size="small" aria-label={`Sign out of ${deviceWords(session.userAgent)}`} onClick={() => void end(session)}>Sign out</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

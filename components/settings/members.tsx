"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import type { Member } from "@/lib/workspaces/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { RoleChoice } from "./role-choice";

/** `mayChange`: an admin, who changes others; anybody may leave. */
export function Members({ first, mayChange, isOwner }: { first: Member[]; mayChange: boolean; isOwner: boolean }) {
  const [members, setMembers] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<Member | null>(null);
  const router = useRouter();
  const say = useToast();
  const change = async (member: Member, role: Member["role"]) => {
    try {
      await api.request("PATCH", `/api/v1/members/${member.userId}`, { body: { role } });
      setMembers((before) => before.map((each) => (each.userId === member.userId ? { ...each, role } : each)));
      setFault(null);
      say(`${member.name || member.email} is ${role} now`);
      if (member.self) router.refresh();
    } catch (error) { setFault(messageOf(error)); }
  };
  const remove = async (member: Member) => {
    try {
      await api.request("DELETE", `/api/v1/members/${member.userId}`);
      if (member.self) return location.assign(new URL("/agents", location.origin));
      setMembers((before) => before.filter(({ userId }) => userId !== member.userId));
      setFault(null);
      say(`${member.name || member.email} is no longer a member`);
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };
  return (
    <section aria-labelledby="h-members">
      <h2 className="head mb-3" id="h-members">Members</h2>
      {fault ? <Note kind="error" className="mb-4" title={fault} /> : null}
      <table className="table list">
        <thead><tr><th scope="col">Who</th><th scope="col">Role</th><th scope="col" className="wide">Since</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.userId}>
              <th scope="row" className="break-all">{member.name || member.email}{member.self ? <> <Tag>You</Tag></> : null}{member.name ? <span className="hint block">{member.email}</span> : null}</th>
              <td>{mayChange && (isOwner || member.role !== "owner") ? <RoleChoice label={`Role of ${member.name || member.email}`} value={member.role} most={isOwner ? "owner" : "admin"} onChange={(role) => void change(member, role)} /> : member.role}</td>
              <td className="num wide"><LocalTime at={member.joinedAt} form="day" /></td>
              <td className="r">{member.self || (mayChange && (isOwner || member.role !== "owner")) ? <Button size="small" aria-label={member.self ? "Leave this workspace" : `Remove ${member.name || member.email}`} onClick={() => setDoomed(member)}>{member.self ? "Leave" : "Remove"}</Button> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={doomed?.self ? "Leave this workspace?" : `Remove ${doomed?.name || doomed?.email || ""}?`}
        description={doomed?.self ? "You see nothing of it any more, and your keys for it stop working. What you made stays." : "Their sessions and keys see nothing of this workspace within seconds. What they made stays."}
        actions={<><DialogClose><Button>Stay as it is</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void remove(doomed); }}>{doomed?.self ? "Leave" : "Remove"}</Button></>}><></></Dialog>
    </section>
  );
}

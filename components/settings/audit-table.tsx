import { LocalTime } from "@/components/shell/local-time";
import { Table } from "@/components/ui/table";
import { auditActions, type AuditEvent } from "@/lib/audit/schema";

/** Newest first. Details are names and numbers, never words of a call. */
export function AuditTable({ events }: { events: readonly AuditEvent[] }) {
  if (events.length === 0) return <p className="soft">Nothing is written that matches.</p>;
  return (
    <Table label="Audit log">
      <thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Of what</th><th scope="col">From</th></tr></thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td className="num whitespace-nowrap"><LocalTime at={event.at} /></td>
            <th scope="row">{auditActions[event.action]}{Object.keys(event.detail).length > 0 ? <span className="hint block">{Object.entries(event.detail).map(([name, value]) => `${name}: ${String(value)}`).join(", ")}</span> : null}</th>
            <td className="break-all">{event.actorEmail ?? (event.actorId ? "an erased person" : event.actorKind === "system" ? "the installation" : "somebody without an account")}{event.actorKind === "key" ? <span className="hint block">by an API key</span> : null}</td>
            <td className="code break-all">{event.targetId ?? "–"}</td>
            <td className="num">{event.fromAddress ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
